/** The channels, the people to speak as, and how the page looks. */

import { avatar, el, fill } from "./dom.js";
import { act } from "./feed.js";
import { isThread, KIND, store } from "./store.js";
import { locale, speak, t } from "./texts.js";

const app = document.getElementById("app");
const side = document.getElementById("side");
const opener = document.getElementById("open-side");
const scrim = document.getElementById("scrim");

/** What the page remembers of its looks; nothing where the browser keeps nothing. */
const memory = {
  get: (name) => {
    try {
      return localStorage.getItem(`giljabi-${name}`);
    } catch {
      return null;
    }
  },
  set: (name, value) => {
    try {
      localStorage.setItem(`giljabi-${name}`, value);
    } catch {
      // A browser that keeps nothing forgets it, and nothing else changes.
    }
  },
};

function signOf(channel) {
  if (channel.type === KIND.forum) return "💬";
  return isThread(channel) ? "↳" : channel.type === KIND.dm ? "" : "#";
}

function channelButton(channel, deep = false) {
  const dm = channel.type === KIND.dm;
  const name = dm ? store.nameOf(store.bot) : channel.name;
  const count = store.unreadIn(channel.id);
  const here = channel.id === store.channelId;
  return el(
    "li",
    {},
    el(
      "button",
      {
        type: "button",
        class: `channel${here ? " here" : ""}${deep ? " deep" : ""}${count ? " unread" : ""}`,
        "aria-current": here ? "page" : null,
        data: { channel: channel.id },
        on: { click: () => go(channel.id) },
      },
      dm ? avatar(store.bot, name, true) : el("span", { class: "sign", "aria-hidden": "true" }, signOf(channel)),
      el("span", { class: "channel-name" }, name),
      count ? el("span", { class: "count", "aria-label": t("unread") }, String(count)) : null,
    ),
  );
}

const byPosition = (a, b) => (a.position ?? 0) - (b.position ?? 0) || a.id.length - b.id.length || (a.id < b.id ? -1 : 1);

function group(title, channels) {
  if (!channels.length) return null;
  const children = (channel) => [...store.channels.values()].filter((other) => isThread(other) && other.parent_id === channel.id && store.sees(other) && !other.thread_metadata?.archived);
  return el(
    "section",
    {},
    title ? el("h2", {}, title) : null,
    el("ul", {}, channels.map((channel) => [channelButton(channel), children(channel).map((thread) => channelButton(thread, true))])),
  );
}

/** One server: its channels without a category first, then category by category. */
function server(guild) {
  const inside = [...store.channels.values()].filter((channel) => channel.guild_id === guild.id && store.sees(channel) && !isThread(channel)).sort(byPosition);
  const under = (parent) => inside.filter((channel) => channel.type !== KIND.category && (channel.parent_id ?? null) === parent);
  const alone = under(null);
  return [
    el("h2", { class: "server" }, guild.name),
    group(null, alone),
    inside.filter((channel) => channel.type === KIND.category).map((category) => group(category.name, under(category.id))),
  ];
}

function drawChannels() {
  const mine = store.guilds.filter((guild) => guild.members.includes(store.memberId));
  const direct = [...store.channels.values()].filter((channel) => channel.type === KIND.dm && store.sees(channel));
  fill(document.getElementById("channels"), mine.map(server), store.bot ? (direct.length ? group(t("directMessages"), direct) : firstDm()) : null);
}

/** Where a person has not yet written to the bot by themselves: the way to begin. */
function firstDm() {
  const name = store.nameOf(store.bot);
  const begin = async () => {
    const begun = await act("dm");
    if (begun) go(begun.id);
  };
  return el(
    "section",
    {},
    el("h2", {}, t("directMessages")),
    el("button", { type: "button", class: "channel", on: { click: begin } }, avatar(store.bot, name, true), el("span", { class: "channel-name" }, name)),
  );
}

function drawMe() {
  const me = store.me;
  if (!me) return;
  const choice = el(
    "select",
    { id: "speak-as", class: "plain-select", on: { change: (event) => become(event.target.value) } },
    store.members.map((member) => el("option", { value: member.user.id, selected: member.user.id === store.memberId }, `${store.nameOf(member.user)}${member.staff ? ` (${t("staff")})` : ""}`)),
  );
  const dark = document.documentElement.dataset.theme === "dark";
  const phone = app.classList.contains("as-phone");
  fill(
    document.getElementById("me"),
    el("div", { class: "me-row" }, avatar(me.user, store.nameOf(me.user)), el("div", { class: "me-who" }, el("label", { for: "speak-as" }, t("speakAs")), choice)),
    el(
      "div",
      { class: "me-looks" },
      el("button", { type: "button", class: "button secondary small", id: "language", lang: locale() === "ko" ? "en" : "ko", "aria-label": `${t("language")}: ${locale() === "ko" ? t("toEnglish") : t("toKorean")}`, on: { click: changeLanguage } }, locale() === "ko" ? t("toEnglish") : t("toKorean")),
      el("button", { type: "button", class: "button secondary small", id: "theme", "aria-label": `${t("theme")}: ${dark ? t("themeLight") : t("themeDark")}`, on: { click: changeTheme } }, dark ? t("themeLight") : t("themeDark")),
      el("button", { type: "button", class: "button secondary small width-button", id: "width", "aria-label": `${t("width")}: ${phone ? t("widthFull") : t("widthPhone")}`, on: { click: changeWidth } }, phone ? t("widthFull") : t("widthPhone")),
    ),
  );
}

function drawBar() {
  const channel = store.channel;
  const me = store.me;
  document.getElementById("bot-state").textContent = store.botOnline ? t("botOnline") : t("botOffline");
  document.getElementById("bot-state").className = store.botOnline ? "online" : "offline";
  const name = channel ? (channel.type === KIND.dm ? store.nameOf(store.bot) : channel.name) : "";
  fill(document.getElementById("channel-name"), channel && channel.type !== KIND.dm ? el("span", { class: "sign", "aria-hidden": "true" }, signOf(channel)) : null, name);
  document.getElementById("channel-topic").textContent = channel?.topic ?? "";
  document.title = `${name ? `${name} · ` : ""}giljabi playground`;
  const as = document.getElementById("as");
  if (me) {
    fill(as, avatar(me.user, store.nameOf(me.user), true));
    as.setAttribute("aria-label", t("speakingAs", store.nameOf(me.user)));
    as.title = t("speakingAs", store.nameOf(me.user));
  }
  opener.textContent = "☰";
  const more = [...store.channels.values()].some((one) => one.id !== store.channelId && store.sees(one) && store.unreadIn(one.id));
  opener.classList.toggle("unread", more);
  opener.setAttribute("aria-label", more ? `${t("openSide")} (${t("unread")})` : t("openSide"));
  scrim.setAttribute("aria-label", t("closeSide"));
  side.setAttribute("aria-label", t("sideLabel"));
  document.getElementById("skip").textContent = t("skip");
}

function drawTyping() {
  const who = store.typist();
  const name = who && (who === store.bot?.id ? store.nameOf(store.bot) : store.names.user(who));
  document.getElementById("typing").textContent = name ? t("typing", name) : "";
}

/** Whether the list is a drawer now: the page is as narrow as a phone. */
const narrow = () => getComputedStyle(opener).display !== "none";

function drawer(open) {
  app.classList.toggle("side-open", open);
  opener.setAttribute("aria-expanded", String(open));
  // What cannot be seen cannot be reached with Tab either.
  side.inert = narrow() && !open;
  document.getElementById("main").inert = narrow() && open;
  if (open && narrow()) (side.querySelector(".here") ?? side.querySelector("button"))?.focus();
}

/** Opens a channel. */
export function go(channelId) {
  store.open(channelId);
  const wasOpen = app.classList.contains("side-open");
  drawer(false);
  if (wasOpen || matchMedia("(hover: hover)").matches) document.getElementById("message-box")?.focus();
}

function become(memberId) {
  const member = store.member(memberId);
  if (member?.locale) speak(member.locale);
  memory.set("member", memberId);
  store.become(memberId);
  store.tell("language");
}

async function changeLanguage() {
  const next = locale() === "ko" ? "en-US" : "ko";
  speak(next);
  if (store.me) store.me.locale = next;
  store.tell("language");
  document.getElementById("language").focus();
  await act("locale");
}

function changeTheme() {
  const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  memory.set("theme", next);
  drawMe();
  document.getElementById("theme").focus();
}

function changeWidth() {
  app.classList.toggle("as-phone");
  drawer(false);
  drawMe();
  opener.focus();
}

function drawAll() {
  drawChannels();
  drawMe();
  drawBar();
  drawTyping();
}

/** Follows the store, and sets the looks the page was last left with. */
export function followSide() {
  const wished = new URLSearchParams(location.search);
  const theme = wished.get("theme") ?? memory.get("theme") ?? (matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark");
  document.documentElement.dataset.theme = theme === "light" ? "light" : "dark";
  let first = true;
  store.on("all", () => {
    if (first) {
      first = false;
      const last = wished.get("channel") ?? memory.get("channel");
      const kept = store.member(wished.get("as") ?? memory.get("member") ?? "") ?? store.me;
      speak(wished.get("lang") ?? kept?.locale ?? "ko");
      if (kept) {
        kept.locale = locale();
        store.become(kept.user.id);
        store.open(last && store.channels.has(last) ? last : store.firstChannel());
      }
      store.tell("language");
    }
    drawAll();
  });
  store.on("open", () => store.channelId && memory.set("channel", store.channelId));
  for (const name of ["open", "people", "language"]) store.on(name, drawAll);
  store.on("unread", () => {
    drawChannels();
    drawBar();
  });
  store.on("typing", drawTyping);
  store.on("go", go);
  opener.addEventListener("click", () => drawer(true));
  document.getElementById("as").addEventListener("click", () => {
    if (narrow()) drawer(true);
    document.getElementById("speak-as").focus();
  });
  scrim.addEventListener("click", () => {
    drawer(false);
    opener.focus();
  });
  side.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && app.classList.contains("side-open")) {
      event.stopPropagation();
      drawer(false);
      opener.focus();
    }
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const all = [...side.querySelectorAll(".channel")];
    const at = all.indexOf(document.activeElement);
    if (!step || at < 0) return;
    event.preventDefault();
    all[(at + step + all.length) % all.length].focus();
  });
  new ResizeObserver(() => drawer(app.classList.contains("side-open") && narrow())).observe(app);
}
