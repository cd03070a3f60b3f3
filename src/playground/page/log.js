/** The open channel's messages, kept in step with the store. */

import { el, fill } from "./dom.js";
import { act } from "./feed.js";
import { messageElement, pendingElement, startsWithCommand } from "./message.js";
import { KIND, store } from "./store.js";
import { day, t } from "./texts.js";

const log = document.getElementById("log");

/** Interactions begun here that the bot has not answered with a message yet. */
const pending = new Map();

const nearEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 120;

function toEnd() {
  log.scrollTop = log.scrollHeight;
}

function divider(message, before) {
  const date = new Date(message.timestamp);
  if (before && new Date(before.timestamp).toDateString() === date.toDateString()) return null;
  return el("div", { class: "divider", role: "separator", data: { for: message.id } }, el("span", {}, day(date)));
}

/** Keeps the keyboard where it was when `change` replaces what it was in. */
function keepingFocus(change) {
  const held = document.activeElement;
  const inside = held && log.contains(held);
  const part = inside ? held.dataset.part : null;
  const message = inside ? held.closest("[data-message]")?.dataset.message : null;
  change();
  if (!inside || held.isConnected) return;
  const again = (part && log.querySelector(`[data-part="${CSS.escape(part)}"]:not(:disabled)`)) || (message && document.getElementById(`message-${message}`));
  (again ?? log).focus({ preventScroll: true });
}

/** Draws everything again. */
export function drawLog() {
  log.setAttribute("aria-label", t("logLabel", store.channel?.name ?? ""));
  if (store.channel?.type === KIND.forum) return drawForum();
  keepingFocus(() => {
    const nodes = [];
    let before = null;
    for (const message of store.shown()) {
      nodes.push(divider(message, before), messageElement(message, before));
      before = message;
    }
    if (!nodes.length) nodes.push(el("p", { class: "empty" }, t("emptyLog")));
    for (const note of pending.values()) if (note.channel_id === store.channelId) nodes.push(pendingNode(note));
    fill(log, el("div", { class: "log-inner" }, nodes));
  });
  toEnd();
}

function pendingNode(note) {
  return pendingElement(note, () => {
    pending.delete(note.note);
    drawLog();
  });
}

/** Draws one message and the one after it, whose head may depend on it. */
function redraw(message) {
  const old = document.getElementById(`message-${message.id}`);
  if (!old) return;
  const stay = nearEnd();
  const list = store.shown();
  const at = list.findIndex((other) => other.id === message.id);
  keepingFocus(() => old.replaceWith(messageElement(list[at], list[at - 1] ?? null)));
  if (stay) toEnd();
}

function added(message) {
  if (message.channel_id !== store.channelId || !store.shows(message)) return;
  const list = store.shown();
  if (list.at(-1)?.id !== message.id || list.length === 1) return drawLog();
  const stay = nearEnd() || message.author.id === store.memberId;
  const inner = log.querySelector(".log-inner");
  const first = inner.querySelector(".pending");
  for (const node of [divider(message, list.at(-2)), messageElement(message, list.at(-2))]) if (node) inner.insertBefore(node, first);
  if (stay) toEnd();
}

function gone({ channel_id, id }) {
  if (channel_id === store.channelId && document.getElementById(`message-${id}`)) drawLog();
}

function drawForum() {
  const forum = store.channel;
  const posts = [...store.channels.values()].filter((channel) => channel.parent_id === forum.id && store.sees(channel)).reverse();
  const title = el("input", { class: "field-input", id: "post-title", maxlength: 100, required: true, autocomplete: "off" });
  const text = el("textarea", { class: "field-input", id: "post-text", rows: 3, maxlength: 2000, required: true });
  const form = el(
    "form",
    { class: "post-form" },
    el("h2", {}, t("newPost")),
    el("div", { class: "modal-field" }, el("label", { for: "post-title" }, t("postTitle")), title),
    el("div", { class: "modal-field" }, el("label", { for: "post-text" }, t("postText")), text),
    el("div", { class: "modal-foot" }, el("button", { type: "submit", class: "button primary" }, t("create"))),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!title.value.trim() || !text.value.trim()) return;
    const made = await act("post", { channel_id: forum.id, name: title.value.trim(), content: text.value.trim() });
    if (made) store.tell("go", made.id);
  });
  fill(
    log,
    el(
      "div",
      { class: "log-inner forum" },
      form,
      el("h2", {}, t("posts")),
      posts.length ? posts.map((post) => el("button", { type: "button", class: "post", on: { click: () => store.tell("go", post.id) } }, post.name)) : el("p", { class: "empty" }, t("noPosts")),
    ),
  );
  log.scrollTop = 0;
}

/** Follows the store. */
export function followLog() {
  for (const name of ["all", "open", "language"]) store.on(name, drawLog);
  store.on("message", added);
  store.on("change", (message) => message.channel_id === store.channelId && redraw(message));
  store.on("gone", gone);
  // Commands come a little after the messages that name them.
  store.on("titles", () => store.shown().filter(startsWithCommand).forEach(redraw));
  store.on("people", () => store.channel?.type === KIND.forum && !log.contains(document.activeElement) && drawForum());
  store.on("pending", (note) => {
    if (note.state === "sending" || note.state === "failed") pending.set(note.note, note);
    else pending.delete(note.note);
    if (note.channel_id === store.channelId) {
      log.querySelector(`[data-note="${CSS.escape(note.note)}"]`)?.remove();
      if (pending.has(note.note)) {
        log.querySelector(".log-inner")?.append(pendingNode(note));
        toEnd();
      }
    }
  });
  // Up and down go from message to message while the keyboard is on one.
  log.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const all = [...log.querySelectorAll(".message")];
    const at = all.indexOf(document.activeElement);
    if (!step || (at < 0 && document.activeElement !== log)) return;
    event.preventDefault();
    const next = at < 0 ? all.at(-1) : all[Math.max(0, Math.min(all.length - 1, at + step))];
    next?.focus();
  });
}
