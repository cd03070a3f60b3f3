/** The line to the server: what happens comes over a WebSocket, what the present member does goes as requests. */

import { store } from "./store.js";
import { locale, refusal, t } from "./texts.js";

/**
 * How long the page waits for the server to say that an interaction was acknowledged or not, in milliseconds. The server
 * keeps Discord's own three seconds; this is for a line that was cut meanwhile.
 */
const PATIENCE = 20_000;

/** Interactions of this page by id, and the outcomes that came before the request that began them was answered. */
const waiting = new Map();
const early = new Map();

/** Listens until the page is closed; waits a little longer after each failure. */
export function listen(pause = 500) {
  const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/page/feed`);
  socket.addEventListener("message", (event) => {
    pause = 500;
    store.take(JSON.parse(event.data));
    store.tell("line", true);
  });
  socket.addEventListener("close", () => {
    store.tell("line", false);
    setTimeout(() => listen(Math.min(pause * 2, 5_000)), pause);
  });
}

/**
 * Does something as the present member.
 * @returns {Promise<object|null>} what the server says, or null where it refused; the person has then been told
 */
export async function act(kind, detail = {}) {
  const body = { do: kind, as: store.memberId, locale: locale(), ...detail };
  try {
    const reply = await fetch("/page/act", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const said = await reply.json();
    if (reply.ok) return said;
    store.tell("notice", `${t("notDone")} ${refusal(said.message)}`.trim());
  } catch {
    store.tell("notice", t("offline"));
  }
  return null;
}

/** Lays a file down on the server; gives `{id}` to send it with. */
export async function upload(file) {
  try {
    const reply = await fetch(`/page/files?name=${encodeURIComponent(file.name)}`, {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: file,
    });
    const said = await reply.json();
    if (reply.ok) return said;
    store.tell("notice", `${t("notDone")} ${refusal(said.message)}`.trim());
  } catch {
    store.tell("notice", t("offline"));
  }
  return null;
}

/**
 * Begins an interaction and waits for what the bot makes of it.
 * @returns {Promise<{state: string}>} `acknowledged` or `failed`, with the choices or the modal where there are any
 */
export async function interact(kind, detail) {
  const begun = await act(kind, { channel_id: store.channelId, ...detail });
  if (!begun) return { state: "refused" };
  const outcome = early.get(begun.id);
  early.delete(begun.id);
  if (outcome) return outcome;
  return new Promise((resolve) => {
    const late = setTimeout(() => settle({ id: begun.id, state: "failed" }), PATIENCE);
    waiting.set(begun.id, (outcome) => {
      clearTimeout(late);
      resolve(outcome);
    });
  });
}

function settle(outcome) {
  const resolve = waiting.get(outcome.id);
  if (resolve) {
    waiting.delete(outcome.id);
    resolve(outcome);
  } else {
    early.set(outcome.id, outcome);
    setTimeout(() => early.delete(outcome.id), PATIENCE);
  }
}

store.on("interaction", settle);
store.on("choices", (detail) => settle({ ...detail, state: "acknowledged" }));
store.on("modal", (detail) => settle({ ...detail, state: "acknowledged", modal: detail }));
