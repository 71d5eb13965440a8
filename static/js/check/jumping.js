// From a finding in the panel to its words on the paper, from the caret to the finding, and from
// finding to finding with F8 and Shift+F8. The current one has aria-current in the panel.

import { fieldOf, keyAt, markOf, placeOf } from "./marks.js";
import { formOf } from "../editor/parts.js";

const panel = () => document.getElementById("check");
const items = () => [...panel().querySelectorAll("[data-finding]:not([hidden])")];
const isBeside = matchMedia("(min-width: 62rem)");

export function choose(item) {
  for (const other of panel().querySelectorAll(".found[aria-current]")) {
    if (other !== item) other.removeAttribute("aria-current");
  }
  if (!item) return;
  item.setAttribute("aria-current", "true");
  if (isBeside.matches && item.offsetParent) item.scrollIntoView({ block: "nearest" });
}

export function jump(item) {
  const [[block, name, start, end] = []] = JSON.parse(item.dataset.places ?? "[]");
  const place = placeOf(item.dataset.finding) ?? { field: fieldOf(block, name), start, end };
  choose(item);
  if (name === "marker") return jumpToNumber(block);
  if (!(place.field instanceof HTMLTextAreaElement)) return undefined;
  (markOf(item.dataset.finding) ?? place.field).scrollIntoView({ block: "center", behavior: "instant" });
  place.field.focus({ preventScroll: true });
  place.field.setSelectionRange(place.start, place.end);
  return undefined;
}

// A number is no text to put the caret in: the words behind it are.
function jumpToNumber(block) {
  const form = formOf(block);
  if (!form) return;
  const field = [...form.querySelectorAll("textarea")].find((each) => each.offsetParent);
  form.scrollIntoView({ block: "center", behavior: "instant" });
  field?.focus({ preventScroll: true });
  field?.setSelectionRange(0, 0);
}

// --- by keyboard

// [field, offset] of a finding in the order of the paper.
function standing(item) {
  const place = placeOf(item.dataset.finding);
  if (place) return [place.field, place.start];
  const [[block, name, start] = []] = JSON.parse(item.dataset.places);
  if (name !== "marker") return [fieldOf(block, name), start];
  return [formOf(block)?.querySelector("textarea"), -1];
}

function compare([field, offset], [otherField, otherOffset]) {
  if (field === otherField) return offset - otherOffset;
  const isBefore = field.compareDocumentPosition(otherField) & Node.DOCUMENT_POSITION_FOLLOWING;
  return isBefore ? -1 : 1;
}

function step(isBack) {
  const all = items()
    .map((item) => ({ item, at: standing(item) }))
    .filter(({ at }) => at[0])
    .sort((one, other) => compare(one.at, other.at));
  if (!all.length) return;
  const current = all.findIndex(({ item }) => item.hasAttribute("aria-current"));
  const next = current < 0 || hasLeft(all[current].item) ? byCaret(all, isBack) : current + (isBack ? -1 : 1);
  const { item } = all[(next + all.length) % all.length];
  jump(item);
  const words = item.querySelector(".found-words").textContent;
  const message = item.querySelector("[data-message]").textContent;
  document.getElementById("check-said").textContent = `${words}：${message}`;
}

// Whether the caret has gone elsewhere since the finding was current.
function hasLeft(item) {
  const field = document.activeElement;
  if (!field?.closest?.("#paper") || !(field instanceof HTMLTextAreaElement)) return false;
  const [own, offset] = standing(item);
  return own !== field || (offset >= 0 && field.selectionStart !== offset);
}

function byCaret(all, isBack) {
  const field = document.activeElement;
  if (!field?.closest?.("#paper") || !(field instanceof HTMLTextAreaElement)) return isBack ? -1 : 0;
  const caret = [field, field.selectionStart];
  if (isBack) return all.filter(({ at }) => compare(at, caret) < 0).length - 1;
  const next = all.findIndex(({ at }) => compare(at, caret) > 0);
  return next < 0 ? 0 : next;
}

export function start() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#check [data-jumps]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      jump(link.closest(".found"));
    }
    const stepper = event.target.closest("[data-check-step]");
    if (stepper) step(stepper.dataset.checkStep === "back");
    if (event.target.closest("[data-check-closes]")) choose(undefined);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F8" || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    step(event.shiftKey);
  });
  document.addEventListener("selectionchange", () => {
    const field = document.activeElement;
    if (!(field instanceof HTMLTextAreaElement) || !field.closest("#paper")) return;
    // The event of a jump comes late; of findings that begin together, the one jumped to stays.
    const current = panel().querySelector("[data-finding][aria-current]");
    if (current && !hasLeft(current)) return;
    const key = keyAt(field);
    const item = key && document.getElementById(`finding-${key}`);
    if (item && !item.hasAttribute("aria-current")) choose(item);
  });
}
