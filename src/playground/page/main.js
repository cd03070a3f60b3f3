/** Puts the page together. */

import { drawComposer, followComposer } from "./composer.js";
import { fill, el } from "./dom.js";
import { act, listen } from "./feed.js";
import { drawLog, followLog } from "./log.js";
import { followSide } from "./side.js";
import { store } from "./store.js";
import { speak, t } from "./texts.js";

speak(navigator.language.startsWith("ko") ? "ko" : "en-US");

followSide();
followLog();
followComposer();

const notice = document.getElementById("notice");

function tell(words) {
  notice.hidden = !words;
  fill(notice, words ? [el("span", {}, words), el("button", { type: "button", class: "icon-button", "aria-label": t("dismissNotice"), on: { click: () => tell("") } }, "✕")] : []);
}

store.on("notice", tell);
let connected = true;
store.on("line", (up) => {
  if (up === connected) return;
  connected = up;
  tell(up ? "" : t("offline"));
});

/** Asks which commands the present member is offered in the open channel. */
async function askForCommands() {
  const { memberId, channelId } = store;
  if (!memberId || !channelId) return;
  const said = await act("commands", { channel_id: channelId });
  if (!said || store.memberId !== memberId || store.channelId !== channelId) return;
  store.commands = said.commands;
  store.tell("titles");
}

for (const name of ["all", "open", "commands"]) store.on(name, askForCommands);

document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault();
  document.getElementById("message-box")?.focus();
});

drawLog();
drawComposer();
listen();
