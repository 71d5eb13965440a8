// Marks what the check has found under the words that are being written: behind each text area
// lies a copy of its text, invisible but for <mark>s. Marks move along with what is typed before
// them and go when their own words change; the next check brings them back or not. What people have
// remarked (js/review/editor.js) is a layer of its own over the same copy.

import { formOf } from "../editor/parts.js";

const LAYOUT = [
  "fontFamily", "fontSize", "fontStyle", "fontWeight", "letterSpacing", "lineHeight", "wordSpacing",
  "paddingTop", "paddingRight", "paddingBottom", "paddingLeft",
  "textAlign", "textIndent", "textWrap", "overflowWrap", "lineBreak",
  "textSpacingTrim", "textAutospace", "fontKerning", "fontFeatureSettings",
];
const GRAVITY = ["error", "warning", "info"];
const NEARBY = 200;
const PASSAGE = 40; // as in drafting/marking.py

const marked = new Map(); // text area → [{key, severity, start, end, layer}]
const texts = new WeakMap(); // text area → the text for which its marks stand
const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) if (marked.get(target)?.length) draw(target);
});

export const fieldOf = (block, name) => formOf(block)?.elements[name];

// [{key, severity, places: [[block, field, start, end, words]]}] as the server found them.
export function adopt(found, layer = "check") {
  const before = new Set(marked.keys());
  for (const [field, own] of marked) {
    const others = own.filter((mark) => mark.layer !== layer);
    if (others.length) marked.set(field, others);
    else marked.delete(field);
  }
  for (const { key, severity, places } of found) {
    for (const [block, name, start, end, words] of places) {
      const field = name === "marker" ? undefined : fieldOf(block, name);
      if (!(field instanceof HTMLTextAreaElement)) continue;
      const at = start < end ? whereIs(words, start, field.value) : -1;
      if (at < 0) continue;
      if (!marked.has(field)) marked.set(field, []);
      marked.get(field).push({ key, severity, start: at, end: at + words.length, layer });
    }
  }
  for (const field of new Set([...before, ...marked.keys()])) draw(field);
  if (layer === "check") markNumbers(found);
}

// Something may have been typed since: the same words close by are the ones that are meant.
function whereIs(words, start, text) {
  if (text.startsWith(words, start)) return start;
  const nearby = text.slice(Math.max(0, start - NEARBY), start + words.length + NEARBY);
  const first = nearby.indexOf(words);
  if (first < 0 || first !== nearby.lastIndexOf(words)) return -1;
  return Math.max(0, start - NEARBY) + first;
}

function markNumbers(found) {
  for (const number of document.querySelectorAll("[data-marker][data-marked]")) {
    delete number.dataset.marked;
  }
  for (const { severity, places } of found) {
    for (const [block, name] of places) {
      const number = name === "marker" && formOf(block)?.querySelector("[data-marker]");
      if (number && !isGraver(number.dataset.marked, severity)) number.dataset.marked = severity;
    }
  }
}

const isGraver = (one, other) => one && GRAVITY.indexOf(one) <= GRAVITY.indexOf(other);

function draw(field) {
  const line = field.parentElement;
  if (!line) return;
  const own = marked.get(field) ?? [];
  let copy = line.querySelector(":scope > .check-copy");
  line.classList.toggle("has-copy", own.length > 0);
  if (!own.length) {
    copy?.remove();
    sizes.unobserve(field);
    return;
  }
  if (!copy) {
    copy = document.createElement("div");
    copy.className = "check-copy";
    copy.setAttribute("aria-hidden", "true");
    line.append(copy);
    sizes.observe(field);
  }
  const look = getComputedStyle(field);
  for (const property of LAYOUT) copy.style[property] = look[property];
  const box = field.getBoundingClientRect(); // to a fraction of a pixel, on which lines may turn
  const around = line.getBoundingClientRect();
  copy.style.left = `${box.left - around.left}px`;
  copy.style.top = `${box.top - around.top}px`;
  copy.style.width = `${box.width}px`;
  texts.set(field, field.value);
  copy.replaceChildren(...pieces(field.value, own));
}

// The text in pieces, each under the gravest of the marks that cover it.
function pieces(text, own) {
  const cuts = [...new Set([0, text.length, ...own.flatMap((mark) => [mark.start, mark.end])])];
  cuts.sort((one, other) => one - other);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1];
    const over = own.filter((mark) => mark.start <= start && end <= mark.end);
    if (!over.length) return document.createTextNode(text.slice(start, end));
    over.sort((one, other) => weight(one) - weight(other));
    const mark = document.createElement("mark");
    const { severity, start: from, end: to } = over[0];
    mark.className = `check-mark check-mark-${severity}`;
    mark.classList.toggle("is-remarked", over.some((each) => each.layer === "remark"));
    mark.classList.toggle("check-mark-passage", severity === "info" && to - from > PASSAGE);
    mark.dataset.keys = over.map((each) => each.key).join(" ");
    mark.textContent = text.slice(start, end);
    return mark;
  });
}

// The gravest first, remarks last: these tint the ground, so both are seen.
const weight = ({ severity }) => (severity === "remark" ? GRAVITY.length : GRAVITY.indexOf(severity));

function follow(field) {
  const old = texts.get(field);
  const now = field.value;
  if (old === undefined || old === now) return;
  const shortest = Math.min(old.length, now.length);
  let before = 0;
  while (before < shortest && old[before] === now[before]) before += 1;
  let behind = 0;
  while (behind < shortest - before && old.at(-1 - behind) === now.at(-1 - behind)) behind += 1;
  const shift = now.length - old.length;
  const kept = [];
  for (const mark of marked.get(field)) {
    if (mark.end <= before) kept.push(mark);
    else if (mark.start >= old.length - behind) {
      kept.push({ ...mark, start: mark.start + shift, end: mark.end + shift });
    }
  }
  marked.set(field, kept);
  draw(field);
}

// Where the finding `key` is now: {field, start, end}, or undefined when its words are gone.
export function placeOf(key) {
  for (const [field, own] of marked) {
    const mark = own.find((each) => each.key === key);
    if (mark) return { field, start: mark.start, end: mark.end };
  }
  return undefined;
}

export const markOf = (key) => document.querySelector(`#paper .check-mark[data-keys~="${key}"]`);

// The finding (or what else is marked) at the caret of a text area.
export function keyAt(field, layer = "check") {
  const caret = field.selectionStart;
  const own = marked.get(field)?.filter((mark) => mark.layer === layer);
  return own?.find((mark) => mark.start <= caret && caret <= mark.end)?.key;
}

export function start() {
  for (const name of ["input", "written"]) {
    document.addEventListener(name, ({ target }) => marked.has(target) && follow(target));
  }
}
