//! Files laid down before they are sent: with a message, or as the option of a command.

use super::actions::File;
use super::clock::Id;
use super::model::Attachment;
use super::world::World;

/// How many files lie ready at most; the oldest make room.
const KEPT: usize = 20;

impl World {
    /// Lays a file down; gives the id it is then sent by. An option that takes a file is filled in with this id.
    pub fn lay_down(&self, file: File) -> Id {
        let id = self.clock().next_id();
        let mut state = self.lock();
        state.laid.push_back(Attachment {
            id,
            filename: file.name,
            description: None,
            content_type: file.content_type,
            bytes: file.bytes,
        });
        while state.laid.len() > KEPT {
            state.laid.pop_front();
        }
        id
    }

    /// Takes up a file that was laid down, to send it with a message.
    pub fn take_up(&self, id: Id) -> Option<File> {
        let mut state = self.lock();
        let at = state.laid.iter().position(|file| file.id == id)?;
        state.laid.remove(at).map(|file| File {
            name: file.filename,
            content_type: file.content_type,
            bytes: file.bytes,
        })
    }
}
