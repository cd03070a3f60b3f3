/** One message, from Discord's JSON of it. */

import { avatar, el } from "./dom.js";
import { embed } from "./embed.js";
import { act, interact } from "./feed.js";
import { markdown } from "./markdown.js";
import { askLine, hasFailed, openModal, rows } from "./parts.js";
import { openMenu } from "./popup.js";
import { EPHEMERAL, KIND, LOADING, store } from "./store.js";
import { clock, localized, size, t, when } from "./texts.js";

/** Messages of one person within this many milliseconds stand under one head. */
const TOGETHER = 7 * 60 * 1000;

const EMOJI = ["👍", "👎", "❤️", "🎉", "🙏", "👀", "✅", "❓"];

const isEphemeral = (message) => Boolean((message.flags ?? 0) & EPHEMERAL);
const commandOf = (message) => message.interaction_metadata ?? message.interaction ?? null;

/** Whether `message` goes on under the head of the one before it. */
export function continues(message, before) {
  return (
    Boolean(before) &&
    before.author.id === message.author.id &&
    !message.message_reference &&
    !startsWithCommand(message) &&
    isEphemeral(before) === isEphemeral(message) &&
    new Date(message.timestamp) - new Date(before.timestamp) < TOGETHER &&
    new Date(message.timestamp).toDateString() === new Date(before.timestamp).toDateString()
  );
}

/** Whether a line over the message says who used which command. */
export function startsWithCommand(message) {
  const origin = commandOf(message);
  return Boolean(origin) && (message.type === 20 || message.type === 23) && Boolean(message.interaction?.name ?? origin.name);
}

/** A command's name as the bot registered it, in the page's language. */
function commandTitle(name) {
  const [first, ...rest] = store.commands.some((command) => command.name === name) ? [name] : name.split(" ");
  let level = store.commands.find((command) => command.name === first);
  const words = [level ? localized(level.name_localizations, first) : first];
  for (const word of rest) {
    level = level?.options?.find((option) => option.name === word);
    words.push(level ? localized(level.name_localizations, word) : word);
  }
  return words.join(" ");
}

/** A few words for a message, where another points to it. */
function gist(message) {
  const words = message.content || message.embeds?.map((one) => one.title ?? one.description).find(Boolean) || t("clickAttachment");
  const named = words.replace(/<@!?(\d+)>/g, (_, id) => `@${store.names.user(id) ?? t("unknownUser")}`).replace(/<#(\d+)>/g, (_, id) => `#${store.names.channel(id) ?? t("unknownChannel")}`);
  return named.replace(/\s+/g, " ").replace(/[*_~|`>]/g, "").slice(0, 90);
}

function jump(id) {
  const target = document.getElementById(`message-${id}`);
  if (!target) return;
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
}

function above(message) {
  if (startsWithCommand(message)) {
    const name = message.interaction?.name ?? commandOf(message).name;
    const user = commandOf(message).user ?? message.interaction.user;
    const sign = message.type === 20 ? `/${commandTitle(name)}` : commandTitle(name);
    return el("div", { class: "above" }, avatar(user, store.nameOf(user), true), el("span", { class: "gist" }, t("used", store.nameOf(user), sign)));
  }
  if (!message.message_reference || message.type === 21 || message.type === 18) return null;
  const old = store.find(message.channel_id, message.message_reference.message_id) ?? message.referenced_message;
  if (!old) return el("div", { class: "above" }, el("span", { class: "gist" }, t("messageDeleted")));
  const name = store.nameOf(old.author);
  return el(
    "div",
    { class: "above" },
    avatar(old.author, name, true),
    el("button", { type: "button", class: "gist", "aria-label": t("jumpTo", name), on: { click: () => jump(old.id) } }, el("strong", {}, `@${name}`), " ", gist(old)),
  );
}

function head(message, name) {
  const staff = store.member(message.author.id)?.staff;
  return el(
    "div",
    { class: "head" },
    el("span", { class: "author" }, name),
    message.author.bot ? el("span", { class: "badge" }, t("app")) : null,
    staff ? el("span", { class: "badge quiet" }, t("staff")) : null,
    el("time", { datetime: message.timestamp }, when(new Date(message.timestamp))),
  );
}

function attachment(file) {
  return el("a", { class: "file", href: file.url, download: file.filename, "aria-label": t("download", file.filename, size(file.size ?? 0)) }, el("span", { "aria-hidden": "true" }, "📄 "), el("span", { class: "file-name" }, file.filename), el("span", { class: "file-size" }, size(file.size ?? 0)));
}

function reactions(message) {
  if (!message.reactions?.length) return null;
  return el(
    "div",
    { class: "reactions" },
    message.reactions.map((reaction) => {
      const mine = reaction.users?.includes(store.memberId) ?? reaction.me;
      return el(
        "button",
        {
          type: "button",
          class: "reaction",
          "aria-pressed": String(mine),
          "aria-label": t("reactionCount", reaction.emoji.name, reaction.count),
          data: { part: `${message.id} reaction ${reaction.emoji.name}` },
          on: { click: () => act("react", { channel_id: message.channel_id, message_id: message.id, emoji: reaction.emoji.name, on: !mine }) },
        },
        reaction.emoji.name,
        el("span", { class: "count" }, String(reaction.count)),
      );
    }),
  );
}

/** What a person can do with a message, the bot's own commands included. */
function actions(message, anchor) {
  const items = [];
  const channel = store.channel;
  if (!isEphemeral(message)) {
    items.push({ label: t("reply"), run: () => store.tell("reply", message) });
    items.push({ label: t("react"), run: () => openMenu(anchor, t("react"), EMOJI.map((emoji) => ({ label: emoji, run: () => act("react", { channel_id: message.channel_id, message_id: message.id, emoji, on: true }) }))) });
    if (channel?.type === KIND.text && !message.thread) {
      items.push({ label: t("makeThread"), run: () => askLine(t("makeThread"), t("threadName"), t("create"), (name) => makeThread(message, name), anchor) });
    }
    if (message.author.id === store.memberId) items.push({ label: t("deleteMessage"), run: () => act("delete", { channel_id: message.channel_id, message_id: message.id }) });
  }
  if (message.content) items.push({ label: t("copyText"), run: () => navigator.clipboard?.writeText(message.content).catch(() => {}) });
  const commands = isEphemeral(message) ? [] : store.commandsFor(3);
  if (commands.length) {
    items.push({ heading: t("apps") });
    for (const command of commands) {
      items.push({ label: localized(command.name_localizations, command.name), run: () => useMenu(command, message, anchor) });
    }
  }
  return items;
}

async function makeThread(message, name) {
  const made = await act("thread", { channel_id: message.channel_id, message_id: message.id, name });
  if (made) store.tell("go", made.id);
}

async function useMenu(command, message, anchor) {
  const note = crypto.randomUUID();
  store.tell("pending", { note, state: "sending", channel_id: store.channelId });
  const outcome = await interact("menu", { command_id: command.id, target_id: message.id });
  store.tell("pending", { note, state: outcome.state, channel_id: store.channelId });
  if (outcome.modal) openModal(outcome.modal, anchor);
}

function tools(message, name) {
  const more = el("button", {
    type: "button",
    class: "icon-button tool",
    "aria-label": `${t("more")}: ${name}`,
    data: { part: `${message.id} more` },
    on: { click: (event) => openMenu(event.currentTarget, t("more"), actions(message, event.currentTarget)) },
  }, "⋯");
  return el("div", { class: "tools" }, more);
}

function body(message) {
  if ((message.flags ?? 0) & LOADING) {
    return el("div", { class: "words thinking" }, el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")), t("thinking"));
  }
  // 18 says that a thread was opened; 21, first in a thread, stands for the message it was opened from.
  if (message.type === 18) return el("p", { class: "system" }, t("threadOpened", store.nameOf(message.author), message.content));
  if (message.type === 21) {
    const start = message.referenced_message ?? store.find(message.message_reference?.channel_id, message.message_reference?.message_id);
    return start ? el("blockquote", { class: "words" }, el("strong", {}, store.nameOf(start.author)), "\n", markdown(start.content || gist(start), store.names)) : null;
  }
  const words = message.content ? markdown(message.content, store.names) : [];
  if (words.length && message.edited_timestamp) words.push(el("span", { class: "edited" }, t("edited")));
  return words.length ? el("div", { class: "words" }, words) : null;
}

function threadLink(message) {
  const thread = message.thread && store.channels.get(message.thread.id);
  return thread ? el("button", { type: "button", class: "thread-link", on: { click: () => store.tell("go", thread.id) } }, `🧵 ${thread.name}`) : null;
}

/**
 * The element of a message.
 * @param {object} message Discord's JSON
 * @param {object|null} before the message before it, which may carry the head of both
 */
export function messageElement(message, before) {
  const name = store.nameOf(message.author);
  const following = continues(message, before);
  const mine = message.mentions?.some((user) => user.id === store.memberId);
  const article = el(
    "article",
    {
      class: ["message", following ? "following" : "first", isEphemeral(message) ? "ephemeral" : "", mine ? "for-me" : ""].join(" "),
      id: `message-${message.id}`,
      tabindex: "-1",
      "aria-label": `${name}, ${when(new Date(message.timestamp))}`,
      data: { message: message.id },
    },
    above(message),
    following ? el("time", { class: "side-time", datetime: message.timestamp }, clock(new Date(message.timestamp))) : avatar(message.author, name),
    el(
      "div",
      { class: "body" },
      following ? null : head(message, name),
      body(message),
      message.attachments?.length ? el("div", { class: "files" }, message.attachments.map(attachment)) : null,
      message.embeds?.map(embed),
      message.components?.length ? el("div", { class: "rows" }, rows(message)) : null,
      reactions(message),
      threadLink(message),
      hasFailed(message.id) ? el("p", { class: "failed", role: "alert" }, t("failed")) : null,
      isEphemeral(message)
        ? el(
            "p",
            { class: "only-you" },
            el("span", { "aria-hidden": "true" }, "👁 "),
            t("onlyYou"),
            " · ",
            el("button", { type: "button", class: "text-button", data: { part: `${message.id} dismiss` }, on: { click: () => act("delete", { channel_id: message.channel_id, message_id: message.id }) } }, t("dismiss")),
          )
        : null,
    ),
    tools(message, name),
  );
  return article;
}

/** A line for an interaction the bot has not yet answered, or never did. */
export function pendingElement(note, dismiss) {
  const name = store.bot ? store.nameOf(store.bot) : "giljabi";
  const waiting = note.state === "sending";
  return el(
    "article",
    { class: "message first pending", data: { note: note.note }, tabindex: "-1" },
    store.bot ? avatar(store.bot, name) : null,
    el(
      "div",
      { class: "body" },
      el("div", { class: "head" }, el("span", { class: "author" }, name)),
      waiting
        ? el("div", { class: "words thinking" }, t("sending"))
        : el("p", { class: "failed", role: "alert" }, t("noResponse"), " ", el("button", { type: "button", class: "text-button", on: { click: dismiss } }, t("dismiss"))),
    ),
  );
}

