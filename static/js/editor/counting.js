// Characters as Word counts them (without white space) while typing: of the block, its section and
// the whole, in every element with data-length-of; and how the whole stands to the limit.
// The server's count of a part replaces ours when it is saved.

import { parts } from "./parts.js";

const lengthOf = (text) => [...text.replace(/\s+/gu, "")].length;
const COUNTED = ["title", "subtitle", "signature", "date_line", "heading", "body"];
const confirmed = new Map(); // part → {words, length} as the server counted

const wordsOf = (form) => COUNTED.map((name) => form.elements[name]?.value ?? "").join("\n");

function lengthOfPart(form) {
  const marker = form.querySelector("[data-marker]")?.textContent ?? "";
  const words = wordsOf(form);
  const known = confirmed.get(form.dataset.part);
  if (known?.words === words) return lengthOf(marker) + known.length;
  const { heading, alone } = form.elements;
  const stop = heading?.value.trim() && form.elements.body && !alone.checked ? 1 : 0;
  return lengthOf(marker) + lengthOf(words) + stop;
}

function put(name, length, words) {
  for (const place of document.querySelectorAll(`[data-length-of="${name}"]`)) {
    const text = words ? `${length} 字` : String(length);
    if (place.textContent !== text) place.textContent = text;
  }
}

export function count() {
  let whole = 0;
  const sections = new Map();
  for (const form of parts()) {
    const length = lengthOfPart(form);
    whole += length;
    const section = form.closest("[data-section]")?.id;
    if (section) sections.set(section, (sections.get(section) ?? 0) + length);
    if (form.dataset.part.startsWith("entry")) put(form.dataset.part, length, true);
  }
  for (const [section, length] of sections) {
    for (const place of document.querySelectorAll(`[data-length-of="${section}"]`)) {
      place.textContent = place.classList.contains("block-length") ? `${length} 字` : String(length);
    }
  }
  put("report", whole, true);
  budget(whole);
}

function budget(whole) {
  const box = document.querySelector("[data-budget]");
  const max = Number(box.dataset.max);
  if (!max) return;
  box.querySelector("[data-budget-bar]").value = whole;
  const over = box.querySelector("[data-overrun]");
  over.hidden = whole <= max;
  over.querySelector(".figures").textContent = whole - max;
}

export function confirmLength({ detail: { part, characters } }) {
  const form = parts().find((each) => each.dataset.part === part);
  if (form) confirmed.set(part, { words: wordsOf(form), length: characters });
  count();
}
