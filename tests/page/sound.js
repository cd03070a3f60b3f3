// What is wrong with how the page looks now, one line each. Run by WebDriver, as the body of a function.
const wrong = [];
const shown = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && one.getClientRects().length > 0;
const name = (one) => `<${one.tagName.toLowerCase()} class="${one.className}"> ${JSON.stringify((one.innerText || one.getAttribute("aria-label") || "").slice(0, 40))}`;
const aside = (one) => one.closest("[inert], .visually-hidden, .skip");

if (document.documentElement.scrollWidth > innerWidth) wrong.push(`the page scrolls sideways: ${document.documentElement.scrollWidth} > ${innerWidth}`);

for (const one of document.querySelectorAll("body *")) {
  if (!shown(one) || aside(one)) continue;
  const box = one.getBoundingClientRect();
  const style = getComputedStyle(one);
  if (box.right > innerWidth + 1 || box.left < -1) wrong.push(`reaches out of the window (${Math.round(box.left)} to ${Math.round(box.right)}): ${name(one)}`);
  // Names cut with an ellipsis are cut on purpose.
  const cut = style.overflowX !== "visible" && style.textOverflow !== "ellipsis" && one.scrollWidth > one.clientWidth + 1;
  if (cut && one.clientWidth > 1 && !["TEXTAREA", "INPUT", "SELECT"].includes(one.tagName)) wrong.push(`clipped (${one.scrollWidth} > ${one.clientWidth}): ${name(one)}`);
}

for (const one of document.querySelectorAll("button, select, input, textarea, a.button, [role=option], [role=menuitem]")) {
  if (!shown(one) || aside(one) || one.classList.contains("scrim")) continue;
  const box = one.getBoundingClientRect();
  if (box.height < 39.5 || box.width < 39.5) wrong.push(`too small for a finger (${Math.round(box.width)} x ${Math.round(box.height)}): ${name(one)}`);
}

// Contrast as WCAG 2 counts it, against whatever lies behind.
const parse = (colour) => {
  const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number);
  return { r, g, b, a };
};
const over = (top, under) => ({ r: top.r * top.a + under.r * (1 - top.a), g: top.g * top.a + under.g * (1 - top.a), b: top.b * top.a + under.b * (1 - top.a), a: 1 });
const behind = (one) => {
  const layers = [];
  for (let at = one; at; at = at.parentElement) {
    const colour = parse(getComputedStyle(at).backgroundColor);
    if (colour.a > 0) layers.push(colour);
    if (colour.a === 1) break;
  }
  return layers.reverse().reduce((under, top) => over(top, under), { r: 255, g: 255, b: 255, a: 1 });
};
const light = ({ r, g, b }) => {
  const [x, y, z] = [r, g, b].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
};
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const one = walker.currentNode.parentElement;
  const words = walker.currentNode.data.trim();
  // What is switched off, hidden on purpose or a picture by itself is not read.
  if (!words || !/[\p{L}\p{N}]/u.test(words) || !shown(one) || aside(one) || one.closest(":disabled, .spoiler.hidden, .avatar, .side-time, script, noscript")) continue;
  const ground = behind(one);
  const [a, b] = [light(over(parse(getComputedStyle(one).color), ground)), light(ground)];
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < 4.5) wrong.push(`too faint (${ratio.toFixed(2)}:1): ${name(one)}`);
}
return [...new Set(wrong)];
