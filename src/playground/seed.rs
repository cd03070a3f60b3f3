//! A world with people in it: two servers, the channels staff would set up, members who speak Korean and English.

use std::collections::BTreeMap;

use super::clock::Id;
use super::model::{Channel, ChannelKind, Guild, Member, Overwrite, Role, User, Whom};
use super::permissions as may;
use super::world::{Options, World};

impl World {
    /// The world the playground starts with.
    ///
    /// People: 민지 and 지훈 (Korean), Alex (English), 소라 (staff, role 운영진), 도윤 (owner), 하늘 (only in another
    /// server). Channels: 공지 (only staff write), 질문, general, 질문-게시판 (a forum), 조용한-방 (no embeds), 비공개 (the bot
    /// does not see it), 운영 (staff only); in the other server 라운지.
    pub fn with_people(options: Options) -> Self {
        let world = Self::empty(options);
        {
            let mut seed = Seed { world: &world };
            seed.home();
            seed.elsewhere();
        }
        world
    }

    /// Adds a person to a server with these roles.
    pub fn add_member(&self, guild: Id, username: &str, shown: &str, locale: &str, roles: &[Id]) -> Id {
        let id = self.clock().next_id();
        let joined_ms = self.clock().now_ms();
        let mut state = self.lock();
        state.users.insert(
            id,
            User {
                id,
                username: username.into(),
                global_name: shown.into(),
                bot: false,
                locale: locale.into(),
                dms_open: true,
            },
        );
        if let Some(guild) = state.guilds.get_mut(&guild) {
            guild.members.insert(
                id,
                Member {
                    user: id,
                    nick: None,
                    roles: roles.to_vec(),
                    joined_ms,
                },
            );
        }
        state.emit(super::state::WorldEvent::GuildChanged { guild });
        id
    }

    /// Adds a bot that is not ours, for messages it must not answer.
    pub fn add_other_bot(&self, guild: Id, username: &str) -> Id {
        let id = self.add_member(guild, username, username, "en-US", &[]);
        if let Some(user) = self.lock().users.get_mut(&id) {
            user.bot = true;
        }
        id
    }

    /// Adds a channel to a server.
    pub fn add_channel(&self, guild: Id, kind: ChannelKind, name: &str, overwrites: Vec<Overwrite>) -> Id {
        let id = self.clock().next_id();
        let mut state = self.lock();
        let position = state.channels.values().filter(|one| one.guild == Some(guild)).count();
        state.add_channel(Channel {
            id,
            kind,
            guild: Some(guild),
            name: name.into(),
            topic: None,
            position: u16::try_from(position).unwrap_or(u16::MAX),
            parent: None,
            overwrites,
            tags: Vec::new(),
            recipient: None,
            thread: None,
            last_message: None,
            total_messages: 0,
        });
        id
    }

    /// Gives or takes permissions in a channel.
    pub fn overwrite(&self, channel: Id, whom: Whom, allow: u64, deny: u64) {
        let mut state = self.lock();
        if let Some(one) = state.channels.get_mut(&channel) {
            one.overwrites.retain(|old| old.whom != whom);
            one.overwrites.push(Overwrite { whom, allow, deny });
        }
        state.channel_changed(channel);
    }

    /// Sets what a role may.
    pub fn set_role_permissions(&self, guild: Id, role: Id, permissions: u64) {
        let mut state = self.lock();
        let bot = state.bot;
        let mut changed = None;
        if let Some(role) = state
            .guilds
            .get_mut(&guild)
            .and_then(|guild| guild.roles.get_mut(&role))
        {
            role.permissions = permissions;
            changed = Some(super::state::State::role_json(role, bot));
        }
        if let Some(role) = changed {
            let data = serde_json::json!({"guild_id": guild, "role": role});
            state.dispatch_guild(
                guild,
                "GUILD_ROLE_UPDATE",
                super::gateway::session::intents::GUILDS,
                &data,
            );
            state.emit(super::state::WorldEvent::GuildChanged { guild });
        }
    }

    /// Gives a member a role, or takes it.
    pub fn set_role(&self, guild: Id, user: Id, role: Id, has: bool) {
        let mut state = self.lock();
        if let Some(member) = state
            .guilds
            .get_mut(&guild)
            .and_then(|guild| guild.members.get_mut(&user))
        {
            member.roles.retain(|one| *one != role);
            if has {
                member.roles.push(role);
            }
        }
        state.member_changed(guild, user);
    }

    /// Sets the language of somebody's client: `ko`, `en-US`.
    pub fn set_locale(&self, user: Id, locale: &str) {
        if let Some(user) = self.lock().users.get_mut(&user) {
            user.locale = locale.into();
        }
    }

    /// Opens or closes somebody's direct messages.
    pub fn set_dms_open(&self, user: Id, open: bool) {
        if let Some(user) = self.lock().users.get_mut(&user) {
            user.dms_open = open;
        }
    }

    /// A role by its name.
    pub fn find_role(&self, guild: Id, name: &str) -> Option<Id> {
        self.lock()
            .guilds
            .get(&guild)?
            .roles
            .values()
            .find(|role| role.name == name)
            .map(|role| role.id)
    }

    /// A server by its name.
    pub fn find_guild(&self, name: &str) -> Option<Id> {
        self.lock()
            .guilds
            .values()
            .find(|guild| guild.name == name)
            .map(|guild| guild.id)
    }
}

struct Seed<'a> {
    world: &'a World,
}

impl Seed<'_> {
    /// A server with the bot in it; gives its id, the bot's role and a staff role.
    fn guild(&mut self, name: &str, locale: &str) -> (Id, Id) {
        let clock = self.world.clock();
        let (id, bot_role, staff) = (clock.next_id(), clock.next_id(), clock.next_id());
        let joined_ms = clock.now_ms();
        let role = |id, name: &str, permissions, color, position, managed| Role {
            id,
            name: name.into(),
            permissions,
            color,
            position,
            managed,
        };
        let mut state = self.world.lock();
        let bot = state.bot;
        state.guilds.insert(
            id,
            Guild {
                id,
                name: name.into(),
                owner: bot,
                locale: locale.into(),
                roles: BTreeMap::from([
                    (id, role(id, "@everyone", may::MEMBER, 0, 0, false)),
                    (bot_role, role(bot_role, "길잡이", may::BOT, 0x3b_82f6, 2, true)),
                    (
                        staff,
                        role(
                            staff,
                            "운영진",
                            may::MEMBER | may::MANAGE_GUILD | may::MANAGE_MESSAGES | may::MANAGE_THREADS,
                            0xe6_7e22,
                            1,
                            false,
                        ),
                    ),
                ]),
                members: BTreeMap::from([(
                    bot,
                    Member {
                        user: bot,
                        nick: None,
                        roles: vec![bot_role],
                        joined_ms,
                    },
                )]),
            },
        );
        (id, staff)
    }

    fn home(&mut self) {
        let world = self.world;
        let (guild, staff) = self.guild("길잡이 놀이터", "ko");
        let owner = world.add_member(guild, "doyun", "도윤", "ko", &[]);
        if let Some(guild) = world.lock().guilds.get_mut(&guild) {
            guild.owner = owner;
        }
        world.add_member(guild, "minji", "민지", "ko", &[]);
        world.add_member(guild, "jihun", "지훈", "ko", &[]);
        world.add_member(guild, "alex", "Alex", "en-US", &[]);
        world.add_member(guild, "sora", "소라", "ko", &[staff]);
        let everyone = Whom::Role(guild);
        let overwrite = |whom, allow, deny| Overwrite { whom, allow, deny };
        world.add_channel(
            guild,
            ChannelKind::Text,
            "공지",
            vec![
                overwrite(everyone, 0, may::SEND_MESSAGES),
                overwrite(Whom::Role(staff), may::SEND_MESSAGES, 0),
            ],
        );
        world.add_channel(guild, ChannelKind::Text, "질문", Vec::new());
        world.add_channel(guild, ChannelKind::Text, "general", Vec::new());
        let forum = world.add_channel(guild, ChannelKind::Forum, "질문-게시판", Vec::new());
        let tag = world.clock().next_id();
        if let Some(forum) = world.lock().channels.get_mut(&forum) {
            forum.tags = vec![(tag, "질문".into())];
        }
        let bot = world.bot();
        world.add_channel(
            guild,
            ChannelKind::Text,
            "조용한-방",
            vec![overwrite(Whom::Member(bot), 0, may::EMBED_LINKS)],
        );
        world.add_channel(
            guild,
            ChannelKind::Text,
            "비공개",
            vec![overwrite(Whom::Member(bot), 0, may::VIEW_CHANNEL)],
        );
        world.add_channel(
            guild,
            ChannelKind::Text,
            "운영",
            vec![
                overwrite(everyone, 0, may::VIEW_CHANNEL),
                overwrite(Whom::Role(staff), may::VIEW_CHANNEL, 0),
                overwrite(Whom::Member(bot), may::VIEW_CHANNEL, 0),
            ],
        );
    }

    fn elsewhere(&mut self) {
        let world = self.world;
        let (guild, _) = self.guild("다른 서버", "en-US");
        let owner = world.add_member(guild, "haneul", "하늘", "ko", &[]);
        if let Some(guild) = world.lock().guilds.get_mut(&guild) {
            guild.owner = owner;
        }
        world.add_channel(guild, ChannelKind::Text, "라운지", Vec::new());
    }
}
