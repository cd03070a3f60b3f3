/** Buttons, selects and the windows a bot opens. */

import { el, fill, link, safeUrl } from "./dom.js";
import { interact } from "./feed.js";
import { closePopup, ListPopup } from "./popup.js";
import { store } from "./store.js";
import { t } from "./texts.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link" };

/** Messages whose last interaction the bot left unanswered. */
const failed = new Set();

/** Whether to say under the message that its last interaction failed. */
export const hasFailed = (messageId) => failed.has(messageId);

/** An emoji of a component: the sign itself, or the name of a server's own. */
const sign = (emoji) => (emoji?.id ? `:${emoji.name}:` : emoji?.name);

async function press(message, part, element, values) {
  closePopup();
  if (failed.delete(message.id)) store.tell("change", message);
  element = document.querySelector(`[data-part="${CSS.escape(`${message.id} ${part.custom_id}`)}"]`) ?? element;
  element.classList.add("waiting");
  element.setAttribute("aria-busy", "true");
  const outcome = await interact("component", { message_id: message.id, custom_id: part.custom_id, values });
  element.classList.remove("waiting");
  element.removeAttribute("aria-busy");
  if (outcome.state === "failed") {
    failed.add(message.id);
    store.tell("change", message);
  } else if (outcome.modal) {
    openModal(outcome.modal, element);
  }
}

function button(message, part) {
  const emoji = sign(part.emoji);
  const label = [
    emoji ? el("span", { class: "part-emoji", "aria-hidden": part.label ? "true" : null }, emoji) : null,
    part.label ? el("span", { class: "part-label" }, part.label) : null,
  ];
  const look = `part button ${STYLES[part.style] ?? "secondary"}`;
  if (part.style === 5 && safeUrl(part.url)) {
    const anchor = link(part.url, label, el("span", { class: "outside", "aria-label": t("opensOutside") }, "↗"));
    anchor.className = look;
    return anchor;
  }
  return el(
    "button",
    {
      type: "button",
      class: look,
      disabled: part.disabled === true,
      data: { part: `${message.id} ${part.custom_id}` },
      on: { click: (event) => press(message, part, event.currentTarget) },
    },
    label,
  );
}

/** What a select that is not of strings offers. */
function candidates(part) {
  const users = store.present.map((member) => ({ value: member.user.id, label: store.nameOf(member.user) }));
  const roles = store.roles.map((role) => ({ value: role.id, label: `@${role.name}` }));
  const channels = store.placesOf(part.channel_types).map((channel) => ({ value: channel.id, label: `#${channel.name}` }));
  return { 5: users, 6: roles, 7: [...users, ...roles], 8: channels }[part.type] ?? [];
}

function select(message, part) {
  const options = part.type === 3 ? part.options.map((option) => ({ ...option, emoji: sign(option.emoji), selected: option.default === true })) : candidates(part);
  const most = part.max_values ?? 1;
  const least = part.min_values ?? 1;
  let picked = options.filter((option) => option.selected).map((option) => option.value);
  const words = el("span", { class: "select-words" });
  const say = () => {
    const labels = options.filter((option) => picked.includes(option.value)).map((option) => option.label);
    words.textContent = labels.length ? labels.join(", ") : (part.placeholder ?? t("choose"));
    words.classList.toggle("placeholder", labels.length === 0);
  };
  const driver = el(
    "button",
    {
      type: "button",
      class: "part select",
      role: "combobox",
      disabled: part.disabled === true,
      "aria-label": part.placeholder ?? t("choose"),
      data: { part: `${message.id} ${part.custom_id}` },
    },
    words,
    el("span", { class: "arrow", "aria-hidden": "true" }, "▾"),
  );
  const before = () => picked.join("\u0000");
  let sent = before();
  const send = () => {
    if (picked.length < least || before() === sent) return;
    sent = before();
    press(message, part, driver, picked);
  };
  const items = () => options.map((option) => ({ ...option, selected: picked.includes(option.value) }));
  const list = new ListPopup(driver, {
    label: part.placeholder ?? t("choose"),
    multiple: most > 1,
    // A select with several choices is sent when its list closes, one with a single choice at once.
    closed: () => most > 1 && send(),
    pick: (item, index) => {
      if (most === 1) picked = [item.value];
      else if (picked.includes(item.value)) picked = picked.filter((value) => value !== item.value);
      else if (picked.length < most) picked = [...picked, item.value];
      say();
      if (most === 1) {
        // The same choice may be made again: a related question can be asked twice.
        sent = null;
        send();
      } else list.show(items(), { active: index });
    },
  });
  driver.addEventListener("click", () => (list.open ? list.hide() : list.show(items(), { active: Math.max(0, options.findIndex((option) => picked.includes(option.value))) })));
  driver.addEventListener("keydown", (event) => {
    if (list.key(event)) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      list.show(items());
    } else if (event.key === "Tab") list.hide();
  });
  say();
  return driver;
}

/** The rows of components under a message. */
export function rows(message) {
  return message.components
    .filter((row) => row.type === 1)
    .map((row) => el("div", { class: "row" }, row.components.map((part) => (part.type === 2 ? button(message, part) : select(message, part)))));
}

/**
 * The window a bot opened with a modal.
 * @param {object} modal `{id, custom_id, title, components}` of the interaction that opened it
 * @param {HTMLElement|null} back what had the keyboard before
 */
export function openModal(modal, back) {
  const inputs = modal.components.flatMap((row) => row.components ?? [row.component]).filter(Boolean);
  const lines = inputs.map((input, index) => {
    const id = `field-${index}`;
    const field = el(input.style === 2 ? "textarea" : "input", {
      id,
      class: "field-input",
      type: input.style === 2 ? null : "text",
      rows: input.style === 2 ? 4 : null,
      placeholder: input.placeholder,
      maxlength: input.max_length ?? 4000,
      required: input.required !== false,
      autocomplete: "off",
      "aria-describedby": `${id}-wrong`,
      data: { field: input.custom_id },
    });
    field.value = input.value ?? "";
    const wrong = el("p", { class: "wrong", id: `${id}-wrong`, role: "alert" });
    return { input, field, wrong, label: el("label", { for: id }, input.label, input.required === false ? null : el("span", { class: "star", "aria-label": t("required") }, " *")) };
  });
  const check = () => {
    let first = null;
    for (const { input, field, wrong } of lines) {
      const length = [...field.value].length;
      let words = "";
      if (input.required !== false && field.value.trim() === "") words = t("requiredField");
      else if (length && length < (input.min_length ?? 0)) words = t("atLeast", input.min_length);
      wrong.textContent = words;
      field.setAttribute("aria-invalid", String(words !== ""));
      if (words) first ??= field;
    }
    first?.focus();
    return !first;
  };
  const note = el("p", { class: "wrong", role: "alert" });
  const submit = el("button", { type: "submit", class: "button primary" }, t("submit"));
  const form = el(
    "form",
    {
      class: "modal-form",
      novalidate: true,
      on: {
        submit: async (event) => {
          event.preventDefault();
          if (!check()) return;
          submit.disabled = true;
          const fields = lines.map(({ input, field }) => ({ custom_id: input.custom_id, value: field.value }));
          const outcome = await interact("modal", { modal_id: modal.id, fields });
          submit.disabled = false;
          if (outcome.state === "acknowledged") dialog.close();
          else note.textContent = t("failed");
        },
      },
    },
    el("div", { class: "modal-fields" }, lines.map(({ field, wrong, label }) => el("div", { class: "modal-field" }, label, field, wrong))),
    note,
    el("div", { class: "modal-foot" }, el("button", { type: "button", class: "button secondary", on: { click: () => dialog.close() } }, t("cancel")), submit),
  );
  const dialog = showDialog(modal.title, form, back);
  lines[0]?.field.focus();
}

/** A window over the page that keeps the keyboard in it until it is closed. */
export function showDialog(title, body, back) {
  const heading = el("h2", { id: "dialog-title" }, title);
  const dialog = el(
    "dialog",
    { class: "dialog", "aria-labelledby": "dialog-title" },
    el("header", { class: "dialog-head" }, heading, el("button", { type: "button", class: "icon-button", "aria-label": t("close"), on: { click: () => dialog.close() } }, "✕")),
    body,
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (back?.isConnected) back.focus();
  });
  document.getElementById("app").append(dialog);
  dialog.showModal();
  return dialog;
}

/** Asks for one line of text in a window of the page's own. */
export function askLine(title, label, submitWords, done, back) {
  const field = el("input", { id: "line", class: "field-input", type: "text", maxlength: 100, required: true, autocomplete: "off" });
  const form = el("form", { class: "modal-form" }, el("div", { class: "modal-field" }, el("label", { for: "line" }, label), field), el("div", { class: "modal-foot" }, el("button", { type: "submit", class: "button primary" }, submitWords)));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = field.value.trim();
    if (!words) return;
    dialog.close();
    done(words);
  });
  const dialog = showDialog(title, fill(el("div"), form), back);
  field.focus();
}
