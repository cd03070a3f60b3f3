/** A slash command being filled in: one field an option, with the bot's suggestions. */

import { el, fill } from "./dom.js";
import { interact, upload } from "./feed.js";
import { openModal } from "./parts.js";
import { ListPopup } from "./popup.js";
import { store } from "./store.js";
import { localized, t } from "./texts.js";

/** Discord's numbers of option types. */
const OPTION = { subcommand: 1, group: 2, string: 3, integer: 4, boolean: 5, user: 6, channel: 7, role: 8, mentionable: 9, number: 10, attachment: 11 };

/** How long typing rests before the bot is asked for suggestions, in milliseconds. */
const REST = 120;

/**
 * Every command that can be sent, subcommands one by one:
 * `{command, path, options, words, name, description}`, names in the page's language.
 */
export function choices() {
  const list = [];
  for (const command of store.commandsFor(1)) walk(list, command, command, []);
  return list;
}

function walk(list, command, level, path) {
  const inner = (level.options ?? []).filter((option) => option.type <= OPTION.group);
  const here = [...path, level];
  if (inner.length) {
    for (const option of inner) walk(list, command, option, here);
    return;
  }
  const own = here.map((part) => localized(part.name_localizations, part.name));
  const plain = here.map((part) => part.name);
  const locales = new Set(here.flatMap((part) => Object.keys(part.name_localizations ?? {})));
  const others = [...locales].map((one) => here.map((part) => part.name_localizations?.[one] ?? part.name).join(" "));
  list.push({
    command,
    path: plain.slice(1),
    options: level.options ?? [],
    name: own.join(" "),
    words: [...new Set([own.join(" "), plain.join(" "), ...others])],
    description: localized(level.description_localizations, level.description),
  });
}

/** The commands that fit what was typed after the slash, best first. */
export function matching(typed) {
  const wanted = typed.trim().toLowerCase();
  const rank = (choice) => {
    const words = choice.words.map((word) => word.toLowerCase());
    if (words.some((word) => word.startsWith(wanted))) return 0;
    if (words.some((word) => word.includes(wanted))) return 1;
    return choice.description.toLowerCase().includes(wanted) ? 2 : 3;
  };
  return choices()
    .map((choice) => [rank(choice), choice])
    .filter(([at]) => at < 3)
    .sort(([a], [b]) => a - b)
    .map(([, choice]) => choice);
}

/** The command typed out in full at the start of `text`, with what follows it. */
export function typedOut(text) {
  let best = null;
  for (const choice of choices()) {
    for (const word of choice.words) {
      const begins = text.slice(1).toLowerCase().startsWith(`${word.toLowerCase()} `);
      if (begins && (!best || word.length > best.length)) best = { choice, length: word.length, rest: text.slice(word.length + 2) };
    }
  }
  return best;
}

/** What an option offers of its own: choices, people, channels. */
function offered(option) {
  const named = (list) => list.map((one) => ({ label: localized(one.name_localizations, one.name), value: one.value }));
  const users = () => [...store.present.map((member) => member.user), store.bot].map((user) => ({ label: `@${store.nameOf(user)}`, value: user.id }));
  const roles = () => store.roles.map((role) => ({ label: `@${role.name}`, value: role.id }));
  const channels = () => store.placesOf(option.channel_types).map((channel) => ({ label: `#${channel.name}`, value: channel.id }));
  if (option.choices?.length) return named(option.choices);
  switch (option.type) {
    case OPTION.boolean:
      return [{ label: t("yes"), value: true }, { label: t("no"), value: false }];
    case OPTION.user:
      return users();
    case OPTION.role:
      return roles();
    case OPTION.mentionable:
      return [...users(), ...roles()];
    case OPTION.channel:
      return channels();
    default:
      return null;
  }
}

/** One option's field. */
class OptionField {
  constructor(form, option, index) {
    Object.assign(this, { form, option, picked: null, asked: 0, file: null });
    this.name = localized(option.name_localizations, option.name);
    const id = `option-${index}`;
    const description = localized(option.description_localizations, option.description);
    this.input = el("input", {
      id,
      class: "option-input",
      type: option.type === OPTION.attachment ? "file" : "text",
      autocomplete: "off",
      placeholder: description,
      maxlength: option.max_length ?? 6000,
      inputmode: option.type === OPTION.integer ? "numeric" : option.type === OPTION.number ? "decimal" : null,
      "aria-describedby": `${id}-hint`,
      data: { option: option.name },
    });
    this.box = el(
      "div",
      { class: "option" },
      el("label", { for: id }, this.name, option.required ? el("span", { class: "star", "aria-label": t("required") }, " *") : null),
      this.input,
      el("span", { class: "visually-hidden", id: `${id}-hint` }, description),
    );
    if (option.type === OPTION.attachment) this.input.addEventListener("change", () => (this.file = this.input.files[0] ?? null));
    else this.offerList(description);
    this.input.addEventListener("keydown", (event) => this.key(event));
  }

  offerList(label) {
    if (!this.option.autocomplete && !offered(this.option)) return;
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-autocomplete", "list");
    this.list = new ListPopup(this.input, {
      label,
      anchor: this.form.form,
      pick: (item) => {
        this.picked = item;
        this.input.value = item.label;
        this.form.next(this);
      },
    });
    const typed = () => {
      this.picked = null;
      this.suggest();
    };
    this.input.addEventListener("input", typed);
    this.input.addEventListener("focus", () => this.picked === null && this.suggest());
    this.input.addEventListener("blur", () => this.list.hide());
  }

  suggest() {
    clearTimeout(this.timer);
    const own = offered(this.option);
    if (own) {
      const wanted = this.input.value.trim().toLowerCase();
      this.list.show(own.filter((item) => item.label.toLowerCase().includes(wanted)), { active: wanted ? 0 : -1 });
      return;
    }
    const asked = ++this.asked;
    this.timer = setTimeout(async () => {
      const outcome = await interact("autocomplete", { ...this.form.data(this), focused: this.option.name, typed: this.input.value });
      // Only the newest answer counts, and only while its field has the keyboard.
      if (asked !== this.asked || document.activeElement !== this.input || this.picked) return;
      const items = (outcome.choices ?? []).map((one) => ({ label: localized(one.name_localizations, one.name), value: one.value }));
      if (items.length) this.list.show(items, { active: -1 });
      else this.list.hide();
    }, REST);
  }

  key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (this.list?.key(event)) return;
    if (event.key === "Tab" && this.list?.open && this.list.active >= 0) this.list.choose(this.list.active);
    else if (event.key === "Escape" || (event.key === "Backspace" && this.input.value === "" && this.form.fields[0] === this)) {
      event.preventDefault();
      this.form.leave();
    }
  }

  /** The value as Discord's JSON has it, `undefined` where nothing was entered. */
  value() {
    const words = this.input.value.trim();
    if (this.option.type === OPTION.attachment) return this.file?.id;
    if (this.picked) return this.picked.value;
    if (words === "") return undefined;
    const same = offered(this.option)?.find((item) => item.label.toLowerCase() === words.toLowerCase());
    if (same) return same.value;
    if (this.option.type === OPTION.integer || this.option.type === OPTION.number) return Number(words);
    return words;
  }

  /** What is wrong with it, or null. */
  wrong() {
    const value = this.option.type === OPTION.attachment ? this.file : this.value();
    if (value === undefined || value === null) return this.option.required ? t("needed", this.name) : null;
    const numeric = this.option.type === OPTION.integer || this.option.type === OPTION.number;
    if (numeric && (!Number.isFinite(value) || (this.option.type === OPTION.integer && !Number.isInteger(value)))) return t("wholeNumber", this.name);
    if (!this.picked && offered(this.option)?.every((item) => item.value !== value)) return t("pickFromList", this.name);
    return null;
  }
}

/** The form that stands in the message box's place while a command is filled in. */
export class CommandForm {
  /**
   * @param {object} choice one of `choices()`
   * @param {string} rest what was typed after the command's name
   * @param {Function} leave called when the form is done with
   */
  constructor(choice, rest, leave) {
    Object.assign(this, { choice, leave, fields: [], shown: [] });
    this.note = el("p", { class: "wrong", role: "alert" });
    this.options = el("div", { class: "options" });
    this.more = el("div", { class: "more-options" });
    this.form = el("form", { class: "command", novalidate: true, on: { submit: (event) => this.submit(event) } });
    this.fields = choice.options.map((option, index) => new OptionField(this, option, index));
    fill(
      this.form,
      el(
        "div",
        { class: "command-head" },
        el("strong", { class: "command-name" }, `/${choice.name}`),
        el("span", { class: "command-more" }, choice.description),
        el("button", { type: "button", class: "icon-button", "aria-label": t("cancelCommand"), on: { click: () => leave() } }, "✕"),
      ),
      this.options,
      this.note,
      el("div", { class: "command-foot" }, this.more, el("button", { type: "submit", class: "button primary", id: "send-command" }, t("send"))),
    );
    this.shown = this.fields.filter((field) => field.option.required);
    const first = this.fields[0];
    if (rest && first && first.option.type === OPTION.string) {
      if (!this.shown.includes(first)) this.shown.push(first);
      first.input.value = rest;
    }
    this.draw();
  }

  draw() {
    fill(this.options, this.shown.map((field) => field.box));
    fill(
      this.more,
      this.fields
        .filter((field) => !this.shown.includes(field))
        .map((field) =>
          el("button", { type: "button", class: "button secondary small", data: { add: field.option.name }, on: { click: () => this.add(field) } }, `+ ${field.name}`),
        ),
    );
  }

  add(field) {
    this.shown.push(field);
    this.draw();
    field.input.focus();
  }

  focus() {
    (this.shown[0]?.input ?? this.form.querySelector("#send-command")).focus();
  }

  /** Goes on to the next field that is empty, or to the button that sends. */
  next(field) {
    const after = this.shown.slice(this.shown.indexOf(field) + 1).find((other) => other.input.value === "");
    if (after) after.input.focus();
  }

  /** The command with what is filled in, but for `besides`. */
  data(besides = null) {
    const options = this.shown
      .filter((field) => field !== besides)
      .map((field) => ({ name: field.option.name, value: field.value() }))
      .filter((option) => option.value !== undefined);
    return { command_id: this.choice.command.id, path: this.choice.path, options };
  }

  async submit(event) {
    event.preventDefault();
    const wrong = this.shown.map((field) => [field, field.wrong()]).find(([, words]) => words);
    if (wrong) {
      this.note.textContent = wrong[1];
      wrong[0].input.focus();
      return;
    }
    for (const field of this.shown) {
      if (!field.file || field.file.id) continue;
      const laid = await upload(field.file);
      if (!laid) return;
      field.file = { id: laid.id };
    }
    const data = this.data();
    const channel_id = store.channelId;
    const note = crypto.randomUUID();
    this.leave();
    store.tell("pending", { note, state: "sending", channel_id });
    const outcome = await interact("command", { ...data, channel_id });
    store.tell("pending", { note, state: outcome.state, channel_id });
    if (outcome.modal) openModal(outcome.modal, document.getElementById("message-box"));
  }
}
