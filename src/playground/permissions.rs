//! Permissions: Discord's bits, and what somebody may do in a channel by its documented order of overwrites.

use super::clock::Id;
use super::model::{Channel, ChannelKind, Guild, Whom};

/// Everything; nothing else is asked.
pub const ADMINISTRATOR: u64 = 1 << 3;
/// May change channels.
pub const MANAGE_CHANNELS: u64 = 1 << 4;
/// May change the server.
pub const MANAGE_GUILD: u64 = 1 << 5;
/// May add reactions.
pub const ADD_REACTIONS: u64 = 1 << 6;
/// May see a channel.
pub const VIEW_CHANNEL: u64 = 1 << 10;
/// May write.
pub const SEND_MESSAGES: u64 = 1 << 11;
/// May remove others' messages and pin.
pub const MANAGE_MESSAGES: u64 = 1 << 13;
/// May send embeds.
pub const EMBED_LINKS: u64 = 1 << 14;
/// May send files.
pub const ATTACH_FILES: u64 = 1 << 15;
/// May read what was written before.
pub const READ_MESSAGE_HISTORY: u64 = 1 << 16;
/// May mention everyone and every role.
pub const MENTION_EVERYONE: u64 = 1 << 17;
/// May use commands.
pub const USE_APPLICATION_COMMANDS: u64 = 1 << 31;
/// May change threads.
pub const MANAGE_THREADS: u64 = 1 << 34;
/// May open public threads.
pub const CREATE_PUBLIC_THREADS: u64 = 1 << 35;
/// May open private threads.
pub const CREATE_PRIVATE_THREADS: u64 = 1 << 36;
/// May write in threads.
pub const SEND_MESSAGES_IN_THREADS: u64 = 1 << 38;
/// Every bit there is.
pub const ALL: u64 = (1 << 53) - 1;

/// What a member of a server usually may.
pub const MEMBER: u64 = ADD_REACTIONS
    | VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | USE_APPLICATION_COMMANDS
    | CREATE_PUBLIC_THREADS
    | SEND_MESSAGES_IN_THREADS;

/// What the bot's own role may: no more than its invite link asks for.
pub const BOT: u64 =
    VIEW_CHANNEL | SEND_MESSAGES | SEND_MESSAGES_IN_THREADS | EMBED_LINKS | ATTACH_FILES | READ_MESSAGE_HISTORY;

/// What everybody may in a direct conversation.
pub const DIRECT: u64 =
    VIEW_CHANNEL | SEND_MESSAGES | EMBED_LINKS | ATTACH_FILES | READ_MESSAGE_HISTORY | ADD_REACTIONS;

/// What `user` may in the server as a whole.
pub fn in_guild(guild: &Guild, user: Id) -> u64 {
    if guild.owner == user {
        return ALL;
    }
    let Some(member) = guild.members.get(&user) else {
        return 0;
    };
    let bits = std::iter::once(&guild.id)
        .chain(&member.roles)
        .filter_map(|role| guild.roles.get(role))
        .fold(0, |bits, role| bits | role.permissions);
    if bits & ADMINISTRATOR != 0 { ALL } else { bits }
}

/// What `user` may in `channel`; for a thread give its parent as `base`, for others the channel itself.
pub fn in_channel(guild: &Guild, base: &Channel, channel: &Channel, user: Id) -> u64 {
    let mut bits = in_guild(guild, user);
    let Some(member) = guild.members.get(&user) else {
        return 0;
    };
    if bits != ALL {
        let mut apply = |allow: u64, deny: u64| bits = bits & !deny | allow;
        for overwrite in &base.overwrites {
            if overwrite.whom == Whom::Role(guild.id) {
                apply(overwrite.allow, overwrite.deny);
            }
        }
        let (mut allow, mut deny) = (0, 0);
        for overwrite in &base.overwrites {
            if matches!(overwrite.whom, Whom::Role(role) if role != guild.id && member.roles.contains(&role)) {
                allow |= overwrite.allow;
                deny |= overwrite.deny;
            }
        }
        apply(allow, deny);
        for overwrite in &base.overwrites {
            if overwrite.whom == Whom::Member(user) {
                apply(overwrite.allow, overwrite.deny);
            }
        }
    }
    if bits & VIEW_CHANNEL == 0 {
        return 0;
    }
    if let Some(thread) = &channel.thread {
        if channel.kind == ChannelKind::PrivateThread && bits & MANAGE_THREADS == 0 && !thread.members.contains(&user) {
            return 0;
        }
        // In a thread, writing is its own permission.
        if bits & SEND_MESSAGES_IN_THREADS != 0 {
            bits |= SEND_MESSAGES;
        } else {
            bits &= !SEND_MESSAGES;
        }
    }
    if bits & SEND_MESSAGES == 0 {
        bits &= !(EMBED_LINKS | ATTACH_FILES | MENTION_EVERYONE);
    }
    bits
}
