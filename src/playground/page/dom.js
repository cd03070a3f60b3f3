/**
 * Making elements. Words only ever become text nodes and attribute values of a fixed list of elements: nothing a
 * member or a bot wrote is ever read as HTML.
 */

/**
 * Makes an element.
 * @param {string} tag the element's name
 * @param {object} [props] `class`, `on` (listeners by event), `data` (data attributes), everything else an attribute;
 *   `true` is an empty attribute, `false`, `null` and `undefined` are left out
 * @param {...(Node|string|null|false|undefined|Array)} children what it holds; strings become text
 */
export function el(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "class") element.className = value;
    else if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (name === "data") for (const [key, word] of Object.entries(value)) element.dataset[key] = word;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children) {
    if (Array.isArray(child)) append(element, child);
    else if (child !== null && child !== undefined && child !== false) element.append(child);
  }
}

/** Puts `children` in the place of what `element` held. */
export function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

/** The first few letters that stand for a name where there is no picture. */
export function initials(name) {
  const letters = [...name.trim()];
  return letters.length && /[\u3131-\uD79D]/u.test(letters[0]) ? letters.slice(-2).join("") : letters.slice(0, 1).join("").toUpperCase();
}

/** A round picture for a user: drawn from the name, so that nothing is fetched. */
export function avatar(user, name, small = false) {
  let hue = 0;
  for (const letter of user.id) hue = (hue * 31 + letter.codePointAt(0)) % 6;
  return el(
    "span",
    { class: `avatar hue-${user.bot ? "bot" : hue}${small ? " small" : ""}`, "aria-hidden": "true" },
    user.bot ? "길" : initials(name),
  );
}

/** Whether `url` is one a click may follow. */
export function safeUrl(url) {
  try {
    return ["http:", "https:"].includes(new URL(url, location.origin).protocol);
  } catch {
    return false;
  }
}

/** A link that opens beside the page and tells the other side nothing. */
export function link(url, ...children) {
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer nofollow", title: url }, ...children);
}
