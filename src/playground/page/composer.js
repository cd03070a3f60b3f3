/** The box at the bottom: writing a message, picking a command, attaching files. */

import { el, fill } from "./dom.js";
import { act, upload } from "./feed.js";
import { ListPopup } from "./popup.js";
import { CommandForm, matching, typedOut } from "./slash.js";
import { KIND, store } from "./store.js";
import { size, t } from "./texts.js";

const LONGEST = 2000;

/** A typing note is sent at most this often, in milliseconds, as Discord's own program does. */
const TYPING_EVERY = 8_000;

const host = document.getElementById("composer");

let box = null;
let list = null;
let replyTo = null;
let files = [];
let lastTyping = 0;
/** What each member had written in each channel and not sent. */
const drafts = new Map();

const draftKey = () => `${store.memberId} ${store.channelId}`;

/** What a channel is called in the message box. */
function place() {
  const channel = store.channel;
  return channel.type === KIND.dm ? `@${store.nameOf(store.bot)}` : `#${channel.name}`;
}

/** Draws the message box; leaves a command that was being filled in. */
export function drawComposer(focus = false) {
  host.hidden = !store.channel || store.channel.type === KIND.forum;
  if (host.hidden || !store.me) return fill(host);
  if (!store.writes(store.channel)) return fill(host, el("p", { class: "no-writing" }, t("noWriting")));
  const name = store.nameOf(store.me.user);
  box = el("textarea", {
    id: "message-box",
    class: "message-box",
    rows: 1,
    placeholder: t("message", place(), name),
    "aria-label": t("message", place(), name),
    role: "combobox",
    "aria-autocomplete": "list",
    on: { input: typed, keydown: key, paste: pasted },
  });
  box.value = drafts.get(draftKey()) ?? "";
  list = new ListPopup(box, { label: t("commands"), anchor: host, pick: (item) => item.run() });
  const file = el("input", { type: "file", id: "file", class: "visually-hidden", tabindex: "-1", multiple: true, "aria-hidden": "true", on: { change: () => addFiles(file.files) } });
  fill(
    host,
    replyTo &&
      el(
        "div",
        { class: "replying" },
        el("span", {}, t("replyingTo", store.nameOf(replyTo.author))),
        el("button", { type: "button", class: "icon-button", "aria-label": t("cancelReply"), on: { click: () => reply(null) } }, "✕"),
      ),
    files.length
      ? el(
          "div",
          { class: "attached" },
          files.map((one) => el("span", { class: "chip" }, `📄 ${one.name} (${size(one.size)}) `, el("button", { type: "button", class: "icon-button", "aria-label": t("removeFile", one.name), on: { click: () => removeFile(one) } }, "✕"))),
        )
      : null,
    el("p", { class: "wrong", id: "too-long", role: "alert" }),
    el(
      "div",
      { class: "box-row" },
      el("button", { type: "button", class: "icon-button", "aria-label": t("attach"), on: { click: () => file.click() } }, "＋"),
      file,
      box,
      el("button", { type: "button", class: "icon-button", id: "open-commands", "aria-label": t("openCommands"), on: { click: openCommands } }, "/"),
      el("button", { type: "button", class: "icon-button send", id: "send", "aria-label": t("send"), on: { click: send } }, "➤"),
    ),
  );
  grow();
  if (focus) box.focus();
}

function grow() {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 200)}px`;
}

function openCommands() {
  box.value = "/";
  box.focus();
  typed();
}

function typed() {
  grow();
  drafts.set(draftKey(), box.value);
  const text = box.value;
  const over = [...text].length > LONGEST;
  document.getElementById("too-long").textContent = over ? t("tooLong", [...text].length) : "";
  if (text.startsWith("/")) {
    const whole = typedOut(text);
    if (whole) return begin(whole.choice, whole.rest);
    const items = matching(text.slice(1)).map((choice) => ({ label: `/${choice.name}`, description: choice.description, run: () => begin(choice, "") }));
    if (!text.includes("\n")) return list.show(items, { empty: t("noCommands") });
  }
  const mention = /(?:^|\s)@([^\s@]{0,32})$/.exec(text.slice(0, box.selectionStart));
  if (mention && suggestPeople(mention[1])) return;
  list.hide();
  if (text.trim() && Date.now() - lastTyping > TYPING_EVERY) {
    lastTyping = Date.now();
    act("typing", { channel_id: store.channelId });
  }
}

/** Everyone who can be mentioned, with the name that stands for them in the box. */
const people = () => [store.bot, ...store.present.map((member) => member.user)].filter(Boolean).map((user) => ({ user, sign: `@${store.nameOf(user)}` }));

function suggestPeople(begun) {
  const wanted = begun.toLowerCase();
  const found = people().filter(({ user, sign }) => sign.slice(1).toLowerCase().startsWith(wanted) || user.username.toLowerCase().startsWith(wanted));
  if (!found.length || found.some(({ sign }) => sign.slice(1).toLowerCase() === wanted)) return false;
  list.show(
    found.map(({ user, sign }) => ({
      label: sign,
      description: user.username,
      run: () => {
        const at = box.selectionStart;
        const start = at - begun.length - 1;
        box.value = `${box.value.slice(0, start)}${sign} ${box.value.slice(at)}`;
        box.selectionStart = box.selectionEnd = start + sign.length + 1;
        box.focus();
        typed();
      },
    })),
  );
  return true;
}

function begin(choice, rest) {
  list.hide();
  box.value = "";
  drafts.delete(draftKey());
  const form = new CommandForm(choice, rest, () => drawComposer(true));
  fill(host, form.form);
  form.focus();
}

function key(event) {
  // A syllable that is still being put together takes its own Enter.
  if (event.isComposing || event.keyCode === 229) return;
  if (list.open && event.key === "Tab" && list.active >= 0) {
    event.preventDefault();
    list.choose(list.active);
  } else if (list.key(event)) return;
  else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    send();
  } else if (event.key === "Escape" && replyTo) reply(null);
  else if (event.key === "ArrowUp" && box.value === "") {
    event.preventDefault();
    [...document.querySelectorAll(".message")].at(-1)?.focus();
  }
}

/** Names in the box as Discord writes mentions, longest first so that no name eats the start of another. */
function withMentions(text) {
  const known = people().sort((a, b) => b.sign.length - a.sign.length);
  let out = text;
  for (const { user, sign } of known) out = out.split(sign).join(`<@${user.id}>`);
  return out;
}

async function send() {
  const content = withMentions(box.value.trim());
  if ([...content].length > LONGEST) return;
  if (!content && !files.length) return;
  const laid = [];
  for (const file of files) {
    const one = await upload(file);
    if (!one) return;
    laid.push(one.id);
  }
  const was = box.value;
  const reference = replyTo?.id ?? null;
  box.value = "";
  drafts.delete(draftKey());
  files = [];
  replyTo = null;
  lastTyping = 0;
  drawComposer(true);
  const sent = await act("send", { channel_id: store.channelId, content, reply_to: reference, files: laid });
  if (!sent && box.value === "") {
    box.value = was;
    typed();
  }
}

function pasted(event) {
  if (event.clipboardData?.files.length) {
    event.preventDefault();
    addFiles(event.clipboardData.files);
  }
}

function addFiles(chosen) {
  files = [...files, ...chosen].slice(0, 10);
  drawComposer(true);
}

function removeFile(file) {
  files = files.filter((other) => other !== file);
  drawComposer(true);
}

function reply(message) {
  replyTo = message;
  drawComposer(true);
}

/** Follows the store. */
export function followComposer() {
  for (const name of ["all", "language"]) store.on(name, () => drawComposer());
  store.on("open", () => {
    replyTo = null;
    files = [];
    drawComposer();
  });
  // What one may do can change while the channel is open; what is being written stays.
  store.on("people", () => {
    const barred = Boolean(store.channel && !store.writes(store.channel));
    if (barred !== Boolean(host.querySelector(".no-writing"))) drawComposer();
  });
  store.on("reply", reply);
  // Typing anywhere but in a field goes to the box.
  document.addEventListener("keydown", (event) => {
    const busy = event.target.closest("input, textarea, select, dialog, .popup");
    if (busy || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && !host.hidden) document.getElementById("message-box")?.focus();
    else if ([...event.key].length === 1 && event.key !== " ") document.getElementById("message-box")?.focus();
  });
}
