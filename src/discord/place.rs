//! Where a message stands: the channel or thread, what the bot may do there, and who of the members is staff.

use serenity::cache::Cache;
use serenity::client::Context;
use serenity::model::Permissions;
use serenity::model::channel::{Channel, ChannelType, GuildChannel};
use serenity::model::guild::Guild;
use serenity::model::id::{ChannelId, GuildId, RoleId, UserId};

use crate::records::Settings;

/// A channel or thread of a server.
#[derive(Clone, Debug)]
pub struct Place {
    /// The channel itself.
    pub id: ChannelId,
    /// For a thread, the channel or forum it belongs to.
    pub parent: Option<ChannelId>,
    /// Its name: of a forum post, its title.
    pub name: String,
    /// Whether it is a thread.
    pub thread: bool,
    /// What the bot may do here; everything where that cannot be told.
    pub may: Permissions,
}

impl Place {
    /// Looks the channel up, at Discord where the cache does not have it.
    pub async fn find(ctx: &Context, guild: GuildId, channel: ChannelId) -> Option<Self> {
        if let Some(found) = Self::cached(&ctx.cache, guild, channel) {
            return Some(found);
        }
        let fetched = super::incoming::again(|_| ctx.http.get_channel(channel)).await;
        match fetched {
            Ok(Channel::Guild(found)) => Some(Self::of(&ctx.cache, guild, &found)),
            Ok(_) => None,
            Err(error) => {
                tracing::debug!(
                    channel = channel.get(),
                    error = super::failure::without_address(&error),
                    "a channel could not be looked up"
                );
                None
            }
        }
    }

    fn cached(cache: &Cache, guild: GuildId, channel: ChannelId) -> Option<Self> {
        let found = {
            let guild = cache.guild(guild)?;
            guild
                .channels
                .get(&channel)
                .or_else(|| guild.threads.iter().find(|thread| thread.id == channel))?
                .clone()
        };
        Some(Self::of(cache, guild, &found))
    }

    fn of(cache: &Cache, guild: GuildId, channel: &GuildChannel) -> Self {
        let thread = matches!(
            channel.kind,
            ChannelType::PublicThread | ChannelType::PrivateThread | ChannelType::NewsThread
        );
        let me = cache.current_user().id;
        let may = cache.guild(guild).and_then(|guild| {
            let member = guild.members.get(&me)?;
            // Permissions in a thread are those of the channel it belongs to.
            let on = match channel.parent_id {
                Some(parent) if thread => guild.channels.get(&parent)?,
                _ => channel,
            };
            Some(guild.user_permissions_in(on, member))
        });
        Self {
            id: channel.id,
            parent: channel.parent_id.filter(|_| thread),
            name: channel.name.clone(),
            thread,
            may: may.unwrap_or(Permissions::all()),
        }
    }

    /// Whether the bot may write here.
    pub fn may_write(&self) -> bool {
        let write = match self.thread {
            true => Permissions::SEND_MESSAGES_IN_THREADS,
            false => Permissions::SEND_MESSAGES,
        };
        self.may.contains(Permissions::VIEW_CHANNEL | write)
    }

    /// Whether staff made this a channel in which every message is a question.
    pub fn is_ask_channel(&self, settings: &Settings) -> bool {
        settings.ask_channels.contains(&self.id.get())
            || self
                .parent
                .is_some_and(|parent| settings.ask_channels.contains(&parent.get()))
    }
}

/// Whether a member with these roles is staff: the role that the server set, or "Manage Server".
pub fn is_staff(cache: &Cache, guild: GuildId, person: UserId, roles: &[RoleId], settings: &Settings) -> bool {
    let has_role = |role: u64| roles.iter().any(|mine| mine.get() == role);
    settings.staff_role.is_some_and(has_role) || cache.guild(guild).is_some_and(|guild| manages(&guild, person, roles))
}

fn manages(guild: &Guild, person: UserId, roles: &[RoleId]) -> bool {
    if guild.owner_id == person {
        return true;
    }
    let mut may = guild
        .roles
        .get(&guild.id.everyone_role())
        .map_or(Permissions::empty(), |role| role.permissions);
    for role in roles.iter().filter_map(|role| guild.roles.get(role)) {
        may |= role.permissions;
    }
    may.intersects(Permissions::ADMINISTRATOR | Permissions::MANAGE_GUILD)
}
