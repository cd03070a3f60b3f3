/** Embeds, as Discord lays them out. */

import { el, link, safeUrl } from "./dom.js";
import { markdown, markdownLine } from "./markdown.js";
import { store } from "./store.js";
import { t, when } from "./texts.js";

/** A picture is named, not fetched: the page loads nothing from outside. */
function picture(image, kind) {
  if (!image?.url) return null;
  return el("div", { class: `picture ${kind}`, role: "img", "aria-label": t("picture") }, "🖼 ", safeUrl(image.url) ? link(image.url, t("picture")) : t("picture"));
}

/** Fields side by side stand three in a row, in the order they came; one that is not inline ends the row. */
function fields(list, names) {
  const rows = [];
  for (const field of list) {
    const last = rows.at(-1);
    if (field.inline && last?.inline && last.fields.length < 3) last.fields.push(field);
    else rows.push({ inline: Boolean(field.inline), fields: [field] });
  }
  return rows.map((row) =>
    el(
      "div",
      { class: `fields across-${row.fields.length}` },
      row.fields.map((field) =>
        el("div", { class: "field" }, el("div", { class: "field-name" }, markdownLine(field.name, names)), el("div", { class: "field-value words" }, markdown(field.value, names))),
      ),
    ),
  );
}

/** One embed, from Discord's JSON of it. */
export function embed(data) {
  const { names } = store;
  const title = data.title && markdownLine(data.title, names);
  const box = el(
    "section",
    { class: "embed", "aria-label": data.title ?? null },
    el(
      "div",
      { class: "embed-main" },
      data.author?.name &&
        el("div", { class: "embed-author" }, data.author.url && safeUrl(data.author.url) ? link(data.author.url, data.author.name) : data.author.name),
      title && el("div", { class: "embed-title" }, data.url && safeUrl(data.url) ? link(data.url, ...title) : title),
      data.description && el("div", { class: "embed-text words" }, markdown(data.description, names)),
      data.fields?.length ? fields(data.fields, names) : null,
      picture(data.image, "wide"),
      (data.footer?.text || data.timestamp) &&
        el(
          "div",
          { class: "embed-foot" },
          [data.footer?.text, data.timestamp && when(new Date(data.timestamp))].filter(Boolean).join(" • "),
        ),
    ),
    picture(data.thumbnail, "thumbnail"),
  );
  if (typeof data.color === "number") box.style.setProperty("--bar", `#${data.color.toString(16).padStart(6, "0")}`);
  return box;
}

