//! The world in Discord's JSON: users, members, roles, channels, messages, servers, commands.

use serde_json::{Value, json};

use super::clock::{Id, iso};
use super::gateway::session::{Session, intents};
use super::model::{Attachment, Channel, ChannelKind, Command, Guild, InteractionKind, Message, Origin, Role, Whom};
use super::permissions;
use super::state::State;

impl State {
    pub(super) fn user_json(&self, id: Id) -> Value {
        let Some(user) = self.users.get(&id) else {
            return json!({"id": id, "username": "deleted_user", "discriminator": "0", "global_name": null,
                "avatar": null, "bot": false, "public_flags": 0, "flags": 0, "primary_guild": null});
        };
        json!({
            "id": user.id, "username": user.username, "discriminator": "0", "global_name": user.global_name,
            "avatar": null, "bot": user.bot, "system": false, "public_flags": 0, "flags": 0, "banner": null,
            "accent_color": null, "avatar_decoration_data": null, "collectibles": null, "primary_guild": null,
        })
    }

    /// The bot's own user as `GET /users/@me` gives it.
    pub(super) fn me_json(&self) -> Value {
        let mut me = self.user_json(self.bot);
        me["mfa_enabled"] = json!(true);
        me["verified"] = json!(true);
        me["locale"] = json!("en-US");
        me["email"] = Value::Null;
        me["premium_type"] = json!(0);
        me
    }

    pub(super) fn member_json(&self, guild: Id, user: Id, with_user: bool) -> Value {
        let member = self.guilds.get(&guild).and_then(|guild| guild.members.get(&user));
        let mut json = json!({
            "roles": member.map(|member| member.roles.clone()).unwrap_or_default(),
            "nick": member.and_then(|member| member.nick.clone()),
            "avatar": null, "banner": null,
            "joined_at": iso(member.map_or(0, |member| member.joined_ms)),
            "premium_since": null, "deaf": false, "mute": false, "flags": 0, "pending": false,
            "communication_disabled_until": null, "avatar_decoration_data": null, "collectibles": null,
        });
        if with_user {
            json["user"] = self.user_json(user);
        }
        json
    }

    pub(super) fn role_json(role: &Role, bot: Id) -> Value {
        let mut json = json!({
            "id": role.id, "name": role.name, "description": null, "permissions": role.permissions.to_string(),
            "position": role.position, "color": role.color,
            "colors": {"primary_color": role.color, "secondary_color": null, "tertiary_color": null},
            "hoist": false, "managed": role.managed, "mentionable": false, "icon": null, "unicode_emoji": null,
            "flags": 0,
        });
        if role.managed {
            json["tags"] = json!({"bot_id": bot});
        }
        json
    }

    pub(super) fn channel_json(&self, channel: &Channel) -> Value {
        let mut json = json!({
            "id": channel.id, "type": channel.kind.number(), "last_message_id": channel.last_message, "flags": 0,
        });
        if channel.kind == ChannelKind::Dm {
            json["recipients"] = json!(
                channel
                    .recipient
                    .map(|user| vec![self.user_json(user)])
                    .unwrap_or_default()
            );
            return json;
        }
        json["guild_id"] = json!(channel.guild);
        json["name"] = json!(channel.name);
        json["parent_id"] = json!(channel.parent);
        json["rate_limit_per_user"] = json!(0);
        if let Some(thread) = &channel.thread {
            json["owner_id"] = json!(thread.owner);
            json["thread_metadata"] = json!({
                "archived": thread.archived, "locked": thread.locked, "auto_archive_duration": thread.auto_archive,
                "archive_timestamp": iso(channel.id.created_ms()),
                "create_timestamp": iso(channel.id.created_ms()),
            });
            if channel.kind == ChannelKind::PrivateThread {
                json["thread_metadata"]["invitable"] = json!(false);
            }
            json["message_count"] = json!(channel.total_messages);
            json["total_message_sent"] = json!(channel.total_messages);
            json["member_count"] = json!(thread.members.len().min(50));
            if thread.members.contains(&self.bot) {
                json["member"] = json!({
                    "id": channel.id, "user_id": self.bot, "flags": 0,
                    "join_timestamp": iso(channel.id.created_ms()),
                });
            }
            if !thread.applied_tags.is_empty() {
                json["applied_tags"] = json!(thread.applied_tags);
            }
            return json;
        }
        json["position"] = json!(channel.position);
        json["nsfw"] = json!(false);
        json["permission_overwrites"] = json!(
            channel
                .overwrites
                .iter()
                .map(|overwrite| {
                    let (id, kind) = match overwrite.whom {
                        Whom::Role(id) => (id, 0),
                        Whom::Member(id) => (id, 1),
                    };
                    json!({"id": id, "type": kind, "allow": overwrite.allow.to_string(),
                        "deny": overwrite.deny.to_string()})
                })
                .collect::<Vec<_>>()
        );
        if channel.kind != ChannelKind::Category {
            json["topic"] = json!(channel.topic);
        }
        if channel.kind == ChannelKind::Forum {
            json["available_tags"] = json!(
                channel
                    .tags
                    .iter()
                    .map(|(id, name)| {
                        json!({"id": id, "name": name, "moderated": false, "emoji_id": null, "emoji_name": null})
                    })
                    .collect::<Vec<_>>()
            );
            json["default_reaction_emoji"] = Value::Null;
            json["default_sort_order"] = Value::Null;
            json["default_forum_layout"] = json!(0);
        }
        json
    }

    /// A message in Discord's JSON. `live` is how the gateway sends it: with `guild_id` and `member`.
    pub(super) fn message_json(&self, message: &Message, live: bool) -> Value {
        let mut json = json!({
            "id": message.id, "channel_id": message.channel, "type": message.kind, "content": message.content,
            "author": self.user_json(message.author), "timestamp": iso(message.id.created_ms()),
            "edited_timestamp": message.edited_ms.map(iso), "tts": false,
            "mention_everyone": message.mention_everyone,
            "mentions": message.mentions.iter().map(|user| {
                let mut json = self.user_json(*user);
                if let (true, Some(guild)) = (live, message.guild) {
                    json["member"] = self.member_json(guild, *user, false);
                }
                json
            }).collect::<Vec<_>>(),
            "mention_roles": message.mention_roles,
            "attachments": message.attachments.iter().map(|file| self.attachment_json(message.channel, message.ephemeral_to.is_some(), file))
                .collect::<Vec<_>>(),
            "embeds": message.embeds, "components": message.components, "pinned": message.pinned,
            "flags": message.flags,
        });
        if !message.reactions.is_empty() {
            json["reactions"] = json!(
                message
                    .reactions
                    .iter()
                    .map(|reaction| json!({
                        "emoji": emoji_json(&reaction.emoji), "count": reaction.users.len(),
                        "count_details": {"burst": 0, "normal": reaction.users.len()}, "burst_colors": [],
                        "me_burst": false, "burst_me": false, "burst_count": 0,
                        "me": reaction.users.contains(&self.bot),
                    }))
                    .collect::<Vec<_>>()
            );
        }
        if let Some(nonce) = &message.nonce {
            json["nonce"] = nonce.clone();
        }
        if live && let Some(guild) = message.guild {
            json["guild_id"] = json!(guild);
            json["member"] = self.member_json(guild, message.author, false);
        }
        if let Some((channel, id)) = message.reference {
            json["message_reference"] = json!({"type": 0, "channel_id": channel});
            if message.kind != 18 {
                json["message_reference"]["message_id"] = json!(id);
            }
            if let Some(guild) = message.guild {
                json["message_reference"]["guild_id"] = json!(guild);
            }
            if matches!(message.kind, 19 | 21) {
                json["referenced_message"] = self.message(channel, id).map_or(Value::Null, |other| {
                    let mut other = other.clone();
                    other.reference = None;
                    other.kind = if other.kind == 19 { 0 } else { other.kind };
                    self.message_json(&other, false)
                });
            }
        }
        if let Some(origin) = &message.origin {
            json["application_id"] = json!(self.bot);
            json["webhook_id"] = json!(self.bot);
            json["interaction_metadata"] = self.origin_json(message, origin);
            if origin.kind == InteractionKind::Command as u8 {
                json["interaction"] = json!({
                    "id": origin.interaction, "type": origin.kind, "name": origin.name,
                    "user": self.user_json(origin.user),
                });
            }
        }
        if let Some(thread) = message.thread.and_then(|thread| self.channels.get(&thread)) {
            json["thread"] = self.channel_json(thread);
        }
        json
    }

    fn origin_json(&self, message: &Message, origin: &Origin) -> Value {
        let owners = message
            .guild
            .map_or_else(|| json!({"0": "0"}), |guild| json!({"0": guild}));
        let mut json = json!({
            "id": origin.interaction, "type": origin.kind, "user": self.user_json(origin.user),
            "authorizing_integration_owners": owners,
        });
        if origin.kind == InteractionKind::Command as u8 {
            json["name"] = json!(origin.name);
            json["command_type"] = json!(1);
        }
        if let Some(original) = origin.original_response {
            json["original_response_message_id"] = json!(original);
        }
        if origin.kind == InteractionKind::Component as u8
            && let Some((_, id)) = message.reference
        {
            json["interacted_message_id"] = json!(id);
        }
        if origin.kind == InteractionKind::Modal as u8 {
            json["triggering_interaction_metadata"] = json!({
                "id": origin.interaction, "type": 2, "user": self.user_json(origin.user),
                "authorizing_integration_owners": json["authorizing_integration_owners"], "name": origin.name,
                "command_type": 1,
            });
        }
        json
    }

    pub(super) fn attachment_json(&self, channel: Id, ephemeral: bool, file: &Attachment) -> Value {
        let base = self.gateway_url.replacen("ws://", "http://", 1);
        let base = base.trim_end_matches("/gateway");
        let url = format!(
            "{base}/attachments/{}/{}/{}",
            channel,
            file.id,
            url_name(&file.filename)
        );
        let mut json = json!({
            "id": file.id, "filename": file.filename, "size": file.bytes.len(), "url": url, "proxy_url": url,
            "content_type": file.content_type, "ephemeral": ephemeral, "flags": 0,
        });
        if let Some(description) = &file.description {
            json["description"] = json!(description);
        }
        json
    }

    /// A server as GUILD_CREATE carries it.
    pub(super) fn guild_create_json(&self, guild: &Guild, session: &Session) -> Value {
        let mut json = self.guild_json(guild);
        let own: Vec<&Channel> = self
            .channels
            .values()
            .filter(|channel| channel.guild == Some(guild.id))
            .filter(|channel| self.can(channel, self.bot, permissions::VIEW_CHANNEL))
            .collect();
        let everybody = session.intents & intents::GUILD_MEMBERS != 0;
        json["joined_at"] = json!(iso(guild.members.get(&self.bot).map_or(0, |member| member.joined_ms)));
        json["large"] = json!(false);
        json["unavailable"] = json!(false);
        json["member_count"] = json!(guild.members.len());
        json["members"] = json!(
            guild
                .members
                .keys()
                .filter(|user| everybody || **user == self.bot)
                .map(|user| self.member_json(guild.id, *user, true))
                .collect::<Vec<_>>()
        );
        let (threads, channels): (Vec<&Channel>, Vec<&Channel>) =
            own.into_iter().partition(|channel| channel.kind.is_thread());
        json["channels"] = json!(
            channels
                .into_iter()
                .map(|one| self.channel_json(one))
                .collect::<Vec<_>>()
        );
        json["threads"] = json!(
            threads
                .into_iter()
                .filter(|one| one.thread.as_ref().is_some_and(|thread| !thread.archived))
                .map(|one| self.channel_json(one))
                .collect::<Vec<_>>()
        );
        for empty in [
            "voice_states",
            "presences",
            "stage_instances",
            "guild_scheduled_events",
            "soundboard_sounds",
            "embedded_activities",
        ] {
            json[empty] = json!([]);
        }
        json
    }

    pub(super) fn guild_json(&self, guild: &Guild) -> Value {
        let mut json = json!({
            "id": guild.id, "name": guild.name, "owner_id": guild.owner, "afk_timeout": 300, "widget_enabled": false,
            "verification_level": 1, "default_message_notifications": 1, "explicit_content_filter": 0,
            "roles": guild.roles.values().map(|role| Self::role_json(role, self.bot)).collect::<Vec<_>>(),
            "emojis": [], "stickers": [], "features": [], "mfa_level": 0, "system_channel_flags": 0,
            "max_members": 500_000, "premium_tier": 0, "premium_subscription_count": 0,
            "preferred_locale": guild.locale, "max_video_channel_users": 25, "max_stage_video_channel_users": 50,
            "nsfw": false, "nsfw_level": 0, "premium_progress_bar_enabled": false, "region": "deprecated",
        });
        for empty in [
            "icon",
            "icon_hash",
            "splash",
            "discovery_splash",
            "home_header",
            "afk_channel_id",
            "widget_channel_id",
            "application_id",
            "system_channel_id",
            "rules_channel_id",
            "max_presences",
            "vanity_url_code",
            "description",
            "banner",
            "public_updates_channel_id",
            "safety_alerts_channel_id",
            "incidents_data",
            "hub_type",
            "latest_onboarding_question_id",
        ] {
            json[empty] = Value::Null;
        }
        json
    }

    pub(super) fn command_json(&self, command: &Command) -> Value {
        let mut json = command.body.clone();
        json["id"] = json!(command.id);
        json["application_id"] = json!(self.bot);
        json["version"] = json!(command.version);
        if let Some(guild) = command.guild {
            json["guild_id"] = json!(guild);
        }
        json
    }
}

/// An emoji in Discord's JSON, from the way it stands in a path: itself, or `name:id`.
pub(super) fn emoji_json(emoji: &str) -> Value {
    match emoji.split_once(':') {
        Some((name, id)) => json!({"id": id, "name": name, "animated": false}),
        None => json!({"id": null, "name": emoji}),
    }
}

/// A file name that can stand in an address.
fn url_name(name: &str) -> String {
    name.bytes().fold(String::new(), |mut url, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            url.push(char::from(byte));
        } else {
            url.push_str(&format!("%{byte:02X}"));
        }
        url
    })
}
