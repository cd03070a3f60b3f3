/** Lists that open beside what they belong to: suggestions, selects, menus. */

import { el, fill } from "./dom.js";
import { t } from "./texts.js";

let counter = 0;

/** The popup that is open, if any: there is never a second one. */
let current = null;

/** Closes whatever list is open. */
export const closePopup = () => current?.hide();

function place(box, anchor) {
  const layer = document.getElementById("layer");
  const frame = layer.getBoundingClientRect();
  const at = anchor.getBoundingClientRect();
  const below = frame.bottom - at.bottom - 12;
  const above = at.top - frame.top - 12;
  const up = below < Math.min(box.scrollHeight, 320) && above > below;
  const width = Math.min(Math.max(at.width, 220), frame.width - 16);
  box.style.width = `${width}px`;
  box.style.maxHeight = `${Math.max(120, Math.min(360, up ? above : below))}px`;
  box.style.left = `${Math.max(8, Math.min(at.left - frame.left, frame.width - width - 8))}px`;
  if (up) {
    box.style.top = "auto";
    box.style.bottom = `${frame.bottom - at.top + 4}px`;
  } else {
    box.style.bottom = "auto";
    box.style.top = `${at.bottom - frame.top + 4}px`;
  }
}

/**
 * A list of things to pick from. The keyboard stays in `driver` (an input, or the button of a select), which tells of
 * the highlighted line by `aria-activedescendant`, as screen readers expect of a combobox.
 */
export class ListPopup {
  /**
   * @param {HTMLElement} driver what has the keyboard
   * @param {object} how `label` names the list, `pick(item)` is called with what was picked, `anchor` is what the list
   *   opens beside, `multiple` keeps it open with boxes to tick, `closed()` is called when it has closed
   */
  constructor(driver, { label, pick, anchor = driver, multiple = false, closed = () => {} }) {
    Object.assign(this, { driver, pick, anchor, multiple, closed, items: [], active: -1, open: false });
    this.box = el("div", { class: "popup", role: "listbox", id: `list-${++counter}`, "aria-label": label, "aria-multiselectable": multiple || null });
    driver.setAttribute("aria-controls", this.box.id);
    driver.setAttribute("aria-expanded", "false");
    driver.setAttribute("aria-haspopup", "listbox");
    this.outside = (event) => {
      if (!this.box.contains(event.target) && !this.driver.contains(event.target)) this.hide();
    };
    this.moved = () => this.hide();
  }

  /**
   * Shows `items`: `{label, description?, emoji?, selected?, value}`; an item with `heading` is only read.
   * @param {object} [how] `active` is the line highlighted at first, `empty` the words where there is nothing
   */
  show(items, { active = 0, empty = t("noOptions") } = {}) {
    if (current && current !== this) current.hide();
    current = this;
    this.items = items.filter((item) => !item.heading);
    let index = 0;
    const lines = items.map((item) => {
      if (item.heading) return el("div", { class: "popup-heading", role: "presentation" }, item.heading);
      return this.line(item, index++);
    });
    fill(this.box, lines.length ? lines : el("div", { class: "popup-empty" }, empty));
    if (!this.open) {
      document.getElementById("layer").append(this.box);
      document.addEventListener("pointerdown", this.outside, true);
      window.addEventListener("resize", this.moved);
      this.open = true;
      this.driver.setAttribute("aria-expanded", "true");
    }
    place(this.box, this.anchor);
    this.highlight(Math.min(active, this.items.length - 1));
  }

  line(item, index) {
    const line = el(
      "div",
      {
        class: "popup-line",
        role: "option",
        id: `${this.box.id}-${index}`,
        "aria-selected": String(item.selected === true),
        data: { value: item.value ?? item.label },
        on: {
          // Pressing must not take the keyboard from the driver.
          mousedown: (event) => event.preventDefault(),
          mousemove: () => this.active !== index && this.highlight(index, false),
          click: () => this.choose(index),
        },
      },
      this.multiple ? el("span", { class: "tick", "aria-hidden": "true" }, item.selected ? "☑" : "☐") : null,
      item.emoji ? el("span", { class: "line-emoji", "aria-hidden": "true" }, item.emoji) : null,
      el("span", { class: "line-words" }, el("span", { class: "line-label" }, item.label), item.description ? el("span", { class: "line-more" }, item.description) : null),
    );
    return line;
  }

  highlight(index, scroll = true) {
    this.active = index;
    const lines = this.box.querySelectorAll(".popup-line");
    lines.forEach((line, at) => line.classList.toggle("active", at === index));
    if (index >= 0 && lines[index]) {
      this.driver.setAttribute("aria-activedescendant", lines[index].id);
      if (scroll) lines[index].scrollIntoView({ block: "nearest" });
    } else {
      this.driver.removeAttribute("aria-activedescendant");
    }
  }

  choose(index) {
    const item = this.items[index];
    if (!item) return;
    if (!this.multiple) this.hide();
    this.pick(item, index);
  }

  hide() {
    if (!this.open) return;
    this.open = false;
    if (current === this) current = null;
    this.box.remove();
    document.removeEventListener("pointerdown", this.outside, true);
    window.removeEventListener("resize", this.moved);
    this.driver.setAttribute("aria-expanded", "false");
    this.driver.removeAttribute("aria-activedescendant");
    this.closed();
  }

  /** Takes a key of the driver; says whether it was for the list. */
  key(event) {
    if (!this.open || event.isComposing) return false;
    const count = this.items.length;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps && count) {
      // From no line at all, down is the first and up the last.
      const from = this.active < 0 && event.key === "ArrowUp" ? 0 : this.active;
      this.highlight((from + steps[event.key] + count) % count);
    } else if (event.key === "Enter" && this.active >= 0) this.choose(this.active);
    else if (event.key === "Escape") this.hide();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
}

/**
 * A menu of things to do, beside `anchor`. It takes the keyboard and gives it back.
 * @param {HTMLElement} anchor the button it belongs to
 * @param {string} label what it is called
 * @param {Array<{label: string, run: Function}|{heading: string}>} items what can be done
 */
export function openMenu(anchor, label, items) {
  closePopup();
  const layer = document.getElementById("layer");
  const hide = (back = true) => {
    if (current !== menu) return;
    current = null;
    box.remove();
    document.removeEventListener("pointerdown", outside, true);
    window.removeEventListener("resize", hide);
    anchor.setAttribute("aria-expanded", "false");
    if (back && anchor.isConnected) anchor.focus();
  };
  const lines = items.map((item) =>
    item.heading
      ? el("div", { class: "popup-heading", role: "presentation" }, item.heading)
      : el("button", { class: "popup-line", type: "button", role: "menuitem", tabindex: "-1", on: { click: () => (hide(), item.run()) } }, el("span", { class: "line-words" }, item.label)),
  );
  const buttons = lines.filter((line) => line.tagName === "BUTTON");
  const key = (event) => {
    const at = buttons.indexOf(document.activeElement);
    const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 };
    if (event.key in steps) buttons[(steps[event.key] + buttons.length) % buttons.length].focus();
    else if (event.key === "Escape" || event.key === "Tab") hide();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const box = el("div", { class: "popup menu", role: "menu", "aria-label": label, on: { keydown: key } }, lines);
  const outside = (event) => !box.contains(event.target) && hide(false);
  const menu = { hide };
  current = menu;
  anchor.setAttribute("aria-haspopup", "menu");
  anchor.setAttribute("aria-expanded", "true");
  layer.append(box);
  place(box, anchor);
  document.addEventListener("pointerdown", outside, true);
  window.addEventListener("resize", hide);
  buttons[0]?.focus();
}
