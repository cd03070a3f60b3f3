/** What the page knows: people, channels, messages and commands as Discord's objects, kept up to date by the feed. */

/** A message only one member sees. */
export const EPHEMERAL = 1 << 6;
/** A message that stands for an answer still to come. */
export const LOADING = 1 << 7;

/** Kinds of channel. */
export const KIND = { text: 0, dm: 1, category: 4, announcement: 5, announcementThread: 10, thread: 11, privateThread: 12, forum: 15 };

const THREADS = new Set([KIND.announcementThread, KIND.thread, KIND.privateThread]);

/** Whether it hangs under another channel. */
export const isThread = (channel) => THREADS.has(channel.type);

const older = (a, b) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

class Store extends EventTarget {
  constructor() {
    super();
    this.bot = null;
    this.botOnline = false;
    this.guilds = [];
    this.members = [];
    this.channels = new Map();
    this.commands = [];
    this.messages = new Map();
    this.unread = new Map();
    this.typing = new Map();
    this.memberId = null;
    this.channelId = null;
    this.wanted = null;
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  on(name, listener) {
    this.addEventListener(name, (event) => listener(event.detail));
  }

  /** The member the person at the page speaks as. */
  get me() {
    return this.members.find((member) => member.user.id === this.memberId) ?? null;
  }

  get channel() {
    return this.channels.get(this.channelId) ?? null;
  }

  /** Takes everything at once, at the start and after the line was cut. */
  hello(state) {
    this.bot = state.bot;
    this.botOnline = state.online;
    this.guilds = state.guilds;
    this.members = state.members;
    this.channels = new Map(state.channels.map((channel) => [channel.id, channel]));
    this.messages = new Map();
    for (const message of state.messages) this.list(message.channel_id).push(message);
    for (const list of this.messages.values()) list.sort((a, b) => older(a.id, b.id));
    if (!this.me) this.memberId = this.members[0]?.user.id ?? null;
    if (!this.channel || !this.sees(this.channel)) this.channelId = this.firstChannel();
    this.tell("all");
  }

  /** Takes one frame of the feed. */
  take({ t: kind, d }) {
    const takers = {
      HELLO: () => this.hello(d),
      MESSAGE_CREATE: () => this.put(d),
      MESSAGE_UPDATE: () => this.put(d),
      MESSAGE_DELETE: () => this.drop(d.channel_id, d.id),
      TYPING_START: () => this.startTyping(d),
      CHANNEL: () => this.putChannel(d),
      CHANNEL_DELETE: () => this.dropChannel(d.id),
      GUILDS: () => {
        this.guilds = d.guilds;
        this.members = d.members;
        for (const channel of d.channels) this.channels.set(channel.id, channel);
        this.tell("people");
      },
      COMMANDS: () => this.tell("commands"),
      BOT: () => {
        this.bot = d.user ?? this.bot;
        this.botOnline = d.online;
        this.tell("people");
      },
      INTERACTION: () => this.tell("interaction", d),
      MODAL: () => this.tell("modal", d),
      CHOICES: () => this.tell("choices", d),
    };
    takers[kind]?.();
  }

  list(channelId) {
    if (!this.messages.has(channelId)) this.messages.set(channelId, []);
    return this.messages.get(channelId);
  }

  find(channelId, id) {
    return this.list(channelId).find((message) => message.id === id) ?? null;
  }

  put(message) {
    const list = this.list(message.channel_id);
    const at = list.findIndex((other) => other.id === message.id);
    const fresh = at < 0;
    if (fresh) {
      list.push(message);
      list.sort((a, b) => older(a.id, b.id));
    } else {
      list[at] = { ...list[at], ...message };
    }
    this.stopTyping(message.channel_id, message.author?.id);
    if (fresh && this.shows(message)) this.markUnread(message);
    this.tell(fresh ? "message" : "change", fresh ? message : list[at]);
  }

  drop(channelId, id) {
    const list = this.list(channelId);
    const at = list.findIndex((message) => message.id === id);
    if (at < 0) return;
    list.splice(at, 1);
    this.tell("gone", { channel_id: channelId, id });
  }

  /** Whether the present member sees the message: what is for one member is for nobody else. */
  shows(message) {
    return !message.only_for || message.only_for === this.memberId;
  }

  /** Whether the present member sees the channel. */
  sees(channel) {
    return !channel.visible_to || channel.visible_to.includes(this.memberId);
  }

  /** Whether the present member may write in the channel. */
  writes(channel) {
    return !channel.writable_by || channel.writable_by.includes(this.memberId);
  }

  /** The messages of the open channel that the present member sees. */
  shown() {
    return this.channelId ? this.list(this.channelId).filter((message) => this.shows(message)) : [];
  }

  firstChannel() {
    const seen = [...this.channels.values()].filter((channel) => channel.type !== KIND.category && this.sees(channel));
    return (seen.find((channel) => channel.type === KIND.text && this.writes(channel)) ?? seen[0])?.id ?? null;
  }

  /** Opens a channel; one that is not known yet, as soon as it is. */
  open(channelId) {
    const channel = this.channels.get(channelId);
    this.wanted = channel ? null : channelId;
    if (!channel || !this.sees(channel)) return;
    this.channelId = channelId;
    this.unread.delete(`${this.memberId} ${channelId}`);
    this.tell("open");
  }

  become(memberId) {
    this.memberId = memberId;
    if (!this.channel || !this.sees(this.channel)) {
      const isMyDm = (channel) => channel.type === KIND.dm && this.sees(channel);
      const wasDm = this.channel?.type === KIND.dm;
      this.channelId = (wasDm && [...this.channels.values()].find(isMyDm)?.id) || this.firstChannel();
    }
    this.unread.delete(`${memberId} ${this.channelId}`);
    this.tell("open");
    this.tell("people");
  }

  markUnread(message) {
    if (message.channel_id === this.channelId && this.sees(this.channels.get(message.channel_id) ?? {})) return;
    for (const member of this.members) {
      if (member.user.id === message.author.id || (message.only_for && message.only_for !== member.user.id)) continue;
      const key = `${member.user.id} ${message.channel_id}`;
      this.unread.set(key, (this.unread.get(key) ?? 0) + 1);
    }
    this.tell("unread");
  }

  unreadIn(channelId) {
    return this.unread.get(`${this.memberId} ${channelId}`) ?? 0;
  }

  startTyping({ channel_id, user_id }) {
    this.typing.set(channel_id, { user_id, until: Date.now() + 10_000 });
    this.tell("typing");
    setTimeout(() => this.tell("typing"), 10_050);
  }

  stopTyping(channelId, userId) {
    if (this.typing.get(channelId)?.user_id !== userId) return;
    this.typing.delete(channelId);
    this.tell("typing");
  }

  typist() {
    const now = this.typing.get(this.channelId);
    return now && now.until > Date.now() && now.user_id !== this.memberId ? now.user_id : null;
  }

  putChannel(channel) {
    this.channels.set(channel.id, { ...this.channels.get(channel.id), ...channel });
    this.tell("people");
    if (this.wanted === channel.id) this.open(channel.id);
  }

  dropChannel(id) {
    this.channels.delete(id);
    if (this.channelId === id) this.open(this.firstChannel());
    this.tell("people");
  }

  member(userId) {
    return this.members.find((member) => member.user.id === userId) ?? null;
  }

  /** The server of the open channel; none in a direct conversation. */
  get guild() {
    return this.guilds.find((guild) => guild.id === this.channel?.guild_id) ?? null;
  }

  /** What a user is called here. */
  nameOf(user) {
    return this.guild?.nicks[user.id] ?? user.global_name ?? user.username;
  }

  /** The people who are in the server of the open channel; in a direct conversation, the one at the page. */
  get present() {
    return this.members.filter((member) => (this.guild ? this.guild.members.includes(member.user.id) : member === this.me));
  }

  /** The roles that can be named here, without the one everybody has. */
  get roles() {
    return this.guild?.roles.filter((role) => role.id !== this.guild.id) ?? [];
  }

  /** The channels that can be named here, of `kinds` where any are given. */
  placesOf(kinds) {
    return [...this.channels.values()].filter(
      (channel) => channel.guild_id && channel.guild_id === this.guild?.id && this.sees(channel) && (!kinds?.length || kinds.includes(channel.type)),
    );
  }

  /** What ids in a text stand for. */
  get names() {
    return {
      user: (id) => {
        const user = id === this.bot?.id ? this.bot : this.member(id)?.user;
        return user ? this.nameOf(user) : null;
      },
      role: (id) => this.guilds.flatMap((guild) => guild.roles).find((role) => role.id === id)?.name ?? null,
      channel: (id) => this.channels.get(id)?.name ?? null,
    };
  }

  /** The commands of `type` that the present member is offered in the open channel. */
  commandsFor(type) {
    return this.commands.filter((command) => (command.type ?? 1) === type);
  }
}

/** The one store of the page. */
export const store = new Store();
