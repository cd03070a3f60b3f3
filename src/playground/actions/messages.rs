//! What a person writes: messages, reactions, threads, posts in a forum.

use super::super::check::message::Mentions;
use super::super::clock::Id;
use super::super::model::{Attachment, ChannelKind, Message};
use super::super::permissions as may;
use super::super::rest;
use super::super::world::World;
use super::{ClientError, File, no};

impl World {
    /// Somebody writes a message.
    ///
    /// # Errors
    /// Where the client would not let them.
    pub fn send_message(
        &self,
        member: Id,
        channel: Id,
        text: &str,
        reply_to: Option<Id>,
        files: Vec<File>,
    ) -> Result<Message, ClientError> {
        let mut state = self.lock();
        let state = &mut *state;
        let Some(place) = state.channels.get(&channel).cloned() else {
            return no("There is no such channel.");
        };
        if !place.kind.holds_messages() || !state.can(&place, member, may::VIEW_CHANNEL | may::SEND_MESSAGES) {
            return no("You do not have permission to send messages in this channel.");
        }
        if place.thread.as_ref().is_some_and(|thread| thread.locked) && !state.can(&place, member, may::MANAGE_THREADS)
        {
            return no("This thread is locked.");
        }
        let text = text.trim();
        if text.is_empty() && files.is_empty() {
            return no("A message needs some text or a file.");
        }
        if text.chars().count() > 2_000 {
            return no("Your message is too long: 2,000 characters at most.");
        }
        let mut message = state.blank_message(channel, member);
        message.content = text.to_owned();
        if let Some(reply) = reply_to {
            if state.message(channel, reply).is_none() {
                return no("The message you reply to is gone.");
            }
            message.reference = Some((channel, reply));
            message.kind = 19;
        }
        for file in files {
            message.attachments.push(Attachment {
                id: state.clock.next_id(),
                filename: file.name,
                description: None,
                content_type: file.content_type,
                bytes: file.bytes,
            });
        }
        rest::live_mentions(state, &mut message, &Mentions::default());
        Ok(state.add_message(message))
    }

    /// Somebody edits their message.
    ///
    /// # Errors
    /// Where it is not theirs.
    pub fn edit_message(&self, member: Id, channel: Id, message: Id, text: &str) -> Result<Message, ClientError> {
        let mut state = self.lock();
        let state = &mut *state;
        let now = state.clock.now_ms();
        let Some(mut changed) = state
            .message(channel, message)
            .filter(|one| one.author == member)
            .cloned()
        else {
            return no("You can only edit your own messages.");
        };
        changed.content = text.trim().to_owned();
        changed.edited_ms = Some(now);
        rest::live_mentions(state, &mut changed, &Mentions::default());
        if let Some(slot) = state.message_mut(channel, message) {
            *slot = changed;
        }
        match state.message_changed(channel, message, true) {
            Some(message) => Ok(message),
            None => no("The message is gone."),
        }
    }

    /// Somebody removes a message: their own, one the bot showed only to them, or any where they manage messages.
    ///
    /// # Errors
    /// Where they may not.
    pub fn delete_message(&self, member: Id, channel: Id, message: Id) -> Result<(), ClientError> {
        let mut state = self.lock();
        let Some(found) = state.message(channel, message) else {
            return no("The message is gone.");
        };
        let own = found.author == member || found.ephemeral_to == Some(member);
        let manages = state
            .channels
            .get(&channel)
            .is_some_and(|place| state.can(place, member, may::MANAGE_MESSAGES));
        if !own && !manages {
            return no("You do not have permission to delete this message.");
        }
        state.delete_message(channel, message);
        Ok(())
    }

    /// Somebody starts typing.
    pub fn type_in(&self, member: Id, channel: Id) {
        self.lock().typing(channel, member);
    }

    /// Somebody adds a reaction, or takes theirs away.
    ///
    /// # Errors
    /// Where they may not, or the message is gone.
    pub fn react(&self, member: Id, channel: Id, message: Id, emoji: &str, add: bool) -> Result<(), ClientError> {
        let mut state = self.lock();
        let allowed = state
            .channels
            .get(&channel)
            .is_some_and(|place| state.can(place, member, may::ADD_REACTIONS | may::VIEW_CHANNEL));
        if state.message(channel, message).is_none() {
            return no("The message is gone.");
        }
        if add && !allowed {
            return no("You do not have permission to add reactions here.");
        }
        state.react(channel, message, member, emoji, add);
        Ok(())
    }

    /// Somebody opens a thread, from a message or without one.
    ///
    /// # Errors
    /// Where they may not.
    pub fn open_thread(&self, member: Id, channel: Id, name: &str, from: Option<Id>) -> Result<Id, ClientError> {
        let mut state = self.lock();
        let Some(place) = state.channels.get(&channel).cloned() else {
            return no("There is no such channel.");
        };
        if !matches!(place.kind, ChannelKind::Text | ChannelKind::News)
            || !state.can(&place, member, may::CREATE_PUBLIC_THREADS)
        {
            return no("You cannot open a thread here.");
        }
        if name.trim().is_empty() || name.chars().count() > 100 {
            return no("A thread's name has 1 to 100 characters.");
        }
        if let Some(from) = from {
            match state.message(channel, from) {
                None => return no("The message is gone."),
                Some(message) if message.thread.is_some() => return no("This message already has a thread."),
                Some(_) => {}
            }
        }
        Ok(state.open_thread(channel, from, name, member, 4_320, false))
    }

    /// Somebody writes a post in a forum; gives the thread and its first message.
    ///
    /// # Errors
    /// Where they may not.
    pub fn post_in_forum(&self, member: Id, forum: Id, title: &str, text: &str) -> Result<(Id, Message), ClientError> {
        let mut state = self.lock();
        let state = &mut *state;
        let Some(place) = state.channels.get(&forum).cloned() else {
            return no("There is no such channel.");
        };
        if place.kind != ChannelKind::Forum || !state.can(&place, member, may::VIEW_CHANNEL | may::SEND_MESSAGES) {
            return no("You cannot post here.");
        }
        if title.trim().is_empty() || title.chars().count() > 100 || text.trim().is_empty() {
            return no("A post needs a title of 1 to 100 characters and a message.");
        }
        let thread = state.open_thread(forum, None, title, member, 4_320, false);
        let mut message = state.blank_message(thread, member);
        message.id = thread;
        message.content = text.trim().to_owned();
        rest::live_mentions(state, &mut message, &Mentions::default());
        Ok((thread, state.add_message(message)))
    }

    /// The direct conversation of somebody with the bot, opened where there was none.
    pub fn open_dm(&self, member: Id) -> Id {
        self.lock().open_dm(member)
    }
}
