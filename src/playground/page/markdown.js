/** The part of markdown that Discord shows, turned into nodes. */

import { el, link, safeUrl } from "./dom.js";
import { stamp, t } from "./texts.js";

/** How deep marks may lie in one another. Deeper ones stay as they were written. */
const DEPTH = 12;

/**
 * What the inline marks look like and what becomes of them, first match wins. The expressions are sticky: they are
 * only ever tried where reading has come to. `make` is given the match, what reads on inside it, and who is named.
 */
const INLINE = [
  { mark: /\\([^0-9A-Za-z\s\u00a0-\uffff])/y, make: (m) => m[1] },
  { mark: /(`+)([\s\S]*?[^`])\1(?!`)/y, make: (m) => el("code", { class: "inline" }, m[2].trim() || m[2]) },
  { mark: /<(https?:\/\/[^\s<>]+)>/y, make: (m) => (safeUrl(m[1]) ? link(m[1], m[1]) : m[0]) },
  {
    mark: /\[((?:\\.|[^\[\]\\])+)\]\(<?(https?:\/\/(?:[^\s()<>]|\([^\s()]*\))+)>?(?:\s+"[^"]*")?\)/y,
    make: (m, inside) => (safeUrl(m[2]) ? link(m[2], inside(m[1])) : m[0]),
  },
  { mark: /https?:\/\/[^\s<]+[^<.,:;"'\])}\s、。]/y, make: (m) => (safeUrl(m[0]) ? link(m[0], m[0]) : m[0]) },
  { mark: /<@!?(\d{1,20})>/y, make: (m, _, names) => mention("@", names?.user(m[1]) ?? t("unknownUser")) },
  { mark: /<@&(\d{1,20})>/y, make: (m, _, names) => mention("@", names?.role(m[1]) ?? m[1]) },
  { mark: /<#(\d{1,20})>/y, make: (m, _, names) => mention("#", names?.channel(m[1]) ?? t("unknownChannel")) },
  { mark: /<\/([^:<>]{1,100}):\d{1,20}>/y, make: (m) => mention("/", m[1]) },
  { mark: /<a?:(\w{2,32}):\d{1,20}>/y, make: (m) => el("span", { class: "emoji-name" }, `:${m[1]}:`) },
  { mark: /<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y, make: (m) => time(m) },
  { mark: /@(everyone|here)\b/y, make: (m) => mention("@", m[1]) },
  { mark: /\|\|([\s\S]+?)\|\|/y, make: (m, inside) => spoiler(inside(m[1])) },
  { mark: /\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y, make: (m, inside) => el("strong", {}, inside(m[1])) },
  { mark: /__((?:\\[\s\S]|[^\\])+?)__(?!_)/y, make: (m, inside) => el("u", {}, inside(m[1])) },
  { mark: /\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/y, make: (m, inside) => el("em", {}, inside(m[1])) },
  // An underscore in the middle of a word is part of the word.
  { mark: /(?<![0-9A-Za-z])_((?:__|\\[\s\S]|[^\\_])+?)_(?![0-9A-Za-z_])/y, make: (m, inside) => el("em", {}, inside(m[1])) },
  { mark: /~~(?=\S)([\s\S]*?\S)~~/y, make: (m, inside) => el("s", {}, inside(m[1])) },
];

/** Letters none of the marks begins with: they are taken in one step. */
const PLAIN = /[^\\`<\[h@|*_~]+/y;

function mention(sign, name) {
  return el("span", { class: "mention" }, sign + name);
}

function time(match) {
  const words = stamp(Number(match[1]), match[2]);
  return words ? el("time", { class: "stamp" }, words) : match[0];
}

function spoiler(children) {
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    if (!box.classList.contains("hidden")) return;
    event.preventDefault();
    box.classList.remove("hidden");
    box.removeAttribute("aria-label");
  };
  const box = el("span", { class: "spoiler hidden", role: "button", tabindex: "0", "aria-label": t("spoiler"), on: { click: reveal, keydown: reveal } }, children);
  return box;
}

function inline(text, names, depth = 0) {
  if (depth > DEPTH) return [text];
  const nodes = [];
  let plain = "";
  const inside = (words) => inline(words, names, depth + 1);
  for (let at = 0; at < text.length; ) {
    PLAIN.lastIndex = at;
    const run = PLAIN.exec(text);
    if (run) {
      plain += run[0];
      at += run[0].length;
      continue;
    }
    let made = null;
    for (const { mark, make } of INLINE) {
      mark.lastIndex = at;
      const match = mark.exec(text);
      if (match) {
        made = make(match, inside, names);
        at += match[0].length;
        break;
      }
    }
    if (made === null) plain += text[at++];
    else if (typeof made === "string") plain += made;
    else {
      if (plain) nodes.push(plain);
      plain = "";
      nodes.push(made);
    }
  }
  if (plain) nodes.push(plain);
  return nodes;
}

const ITEM = /^( *)([-*]|\d{1,4}\.) +(.*)$/;

/** Reads the lines of a list from `from` on; gives the element and the line after it. */
function list(lines, from, names) {
  const first = ITEM.exec(lines[from]);
  const indent = first[1].length;
  const ordered = /\d/.test(first[2]);
  const box = el(ordered ? "ol" : "ul", { start: ordered ? Number.parseInt(first[2], 10) : null });
  let at = from;
  while (at < lines.length) {
    const item = ITEM.exec(lines[at]);
    if (!item) {
      // A line set in under an item goes on with it.
      if (!/^ {2,}\S/.test(lines[at]) || !box.lastElementChild) break;
      box.lastElementChild.append("\n", ...inline(lines[at].trim(), names));
      at += 1;
    } else if (item[1].length > indent && box.lastElementChild) {
      const inner = list(lines, at, names);
      box.lastElementChild.append(inner.box);
      at = inner.next;
    } else if (item[1].length < indent || /\d/.test(item[2]) !== ordered) {
      break;
    } else {
      box.append(el("li", {}, inline(item[3], names)));
      at += 1;
    }
  }
  return { box, next: at };
}

function blocks(text, names) {
  const nodes = [];
  const lines = text.split("\n");
  let words = [];
  const flush = () => {
    // An empty line between text and a list or a quote is a gap, not a line.
    const gaps = [nodes.length > 0 && words[0] === "" && "apart", words.length > 1 && words.at(-1) === "" && "ahead"];
    const text = words.join("\n").replace(/^\n|\n$/g, "");
    if (text) nodes.push(el("p", { class: gaps.filter(Boolean).join(" ") || null }, inline(text, names)));
    words = [];
  };
  for (let at = 0; at < lines.length; ) {
    const line = lines[at];
    const heading = /^(#{1,3}) +(\S.*)$/.exec(line);
    const small = /^-# +(\S.*)$/.exec(line);
    if (line.startsWith(">>> ")) {
      flush();
      nodes.push(el("blockquote", {}, blocks([line.slice(4), ...lines.slice(at + 1)].join("\n"), names)));
      break;
    } else if (line.startsWith("> ") || line === ">") {
      flush();
      const quoted = [];
      while (at < lines.length && (lines[at].startsWith("> ") || lines[at] === ">")) quoted.push(lines[at++].slice(2));
      nodes.push(el("blockquote", {}, blocks(quoted.join("\n"), names)));
    } else if (heading) {
      flush();
      // A message's headings lie under those of the page.
      nodes.push(el("div", { class: `heading h${heading[1].length}`, role: "heading", "aria-level": 3 + heading[1].length }, inline(heading[2], names)));
      at += 1;
    } else if (small) {
      flush();
      nodes.push(el("p", { class: "subtext" }, inline(small[1], names)));
      at += 1;
    } else if (ITEM.test(line)) {
      flush();
      const { box, next } = list(lines, at, names);
      nodes.push(box);
      at = next;
    } else {
      words.push(line);
      at += 1;
    }
  }
  flush();
  return nodes;
}

/**
 * Text with all marks: a message, an embed's description, a field's value.
 * @param {string} text what was written
 * @param {{user: Function, role: Function, channel: Function}} names gives the name for an id, or null
 */
export function markdown(text, names) {
  const nodes = [];
  const fence = /```(?:([\w+-]+)\n)?\n?([\s\S]*?)\n?```/g;
  let from = 0;
  for (const match of text.matchAll(fence)) {
    const before = text.slice(from, match.index).replace(/\n$/, "");
    if (before) nodes.push(...blocks(before, names));
    nodes.push(el("pre", { tabindex: "0" }, el("code", {}, match[2])));
    from = match.index + match[0].length;
  }
  const rest = from ? text.slice(from).replace(/^\n/, "") : text;
  if (rest) nodes.push(...blocks(rest, names));
  return nodes;
}

/** Text with inline marks only: an embed's title, a field's name. */
export const markdownLine = (text, names) => inline(text, names);
