// Words that are selected on <article id="paper" data-selectable>: a small bar (#select-bar) opens the
// dialog (#comment-dialog) with them. Each stretch of the paper says in data-at at which character of
// the text it begins; characters are counted as Python does.

const bar = () => document.getElementById("select-bar");
const dialog = () => document.getElementById("comment-dialog");
const paper = () => document.querySelector("#paper[data-selectable]");
const PAUSE = 150;
const AROUND = 8;
// Beside words that a finger has selected stands the system's own menu.
const isCoarse = matchMedia("(pointer: coarse)");
const length = (text) => [...text].length;
let timer;

// {start, end, quote} of what is selected on the paper, or undefined.
export function selected() {
  const selection = getSelection();
  if (!paper() || !selection.rangeCount || selection.isCollapsed) return undefined;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(paper())) return undefined;
  const pieces = [...paper().querySelectorAll("[data-at]")]
    .filter((stretch) => range.intersectsNode(stretch))
    .map((stretch) => pieceOf(stretch, range))
    .filter(({ text }) => text);
  if (!pieces.some(({ text }) => text.trim())) return undefined;
  return {
    start: pieces[0].start,
    end: pieces.at(-1).start + length(pieces.at(-1).text),
    quote: pieces.map(({ text }) => text).join("\n"),
  };
}

function pieceOf(stretch, range) {
  const own = document.createRange();
  own.selectNodeContents(stretch);
  if (range.compareBoundaryPoints(Range.START_TO_START, own) > 0) {
    own.setStart(range.startContainer, range.startOffset);
  }
  if (range.compareBoundaryPoints(Range.END_TO_END, own) < 0) {
    own.setEnd(range.endContainer, range.endOffset);
  }
  const before = document.createRange();
  before.selectNodeContents(stretch);
  before.setEnd(own.startContainer, own.startOffset);
  return { start: Number(stretch.dataset.at) + length(before.toString()), text: own.toString() };
}

function offer() {
  if (!bar()) return;
  const found = !dialog().open && selected();
  bar().hidden = !found;
  if (!found) return;
  const box = getSelection().getRangeAt(0).getBoundingClientRect();
  const { offsetWidth, offsetHeight } = bar();
  const left = Math.min(Math.max(AROUND, box.right - offsetWidth / 2), innerWidth - offsetWidth - AROUND);
  const lowest = innerHeight - offsetHeight - AROUND;
  const above = box.top - offsetHeight - AROUND;
  const beside = above > AROUND ? above : Math.min(box.bottom + AROUND, lowest);
  const top = isCoarse.matches ? lowest : beside;
  bar().style.left = `${left}px`;
  bar().style.top = `${top}px`;
}

// Without crypto.randomUUID, which browsers keep from pages that came over plain http.
function ticket() {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0"));
  return hex.join("");
}

export function open(kind) {
  const words = selected();
  if (!dialog() || !words) return false;
  const form = dialog().querySelector("form");
  form.reset();
  const isSuggestion = kind === "suggestion";
  form.elements.kind.value = kind;
  form.elements.ticket.value = ticket();
  for (const name of ["start", "end", "quote"]) {
    form.elements[name].disabled = false;
    form.elements[name].value = words[name];
  }
  form.elements.suggestion.disabled = !isSuggestion;
  form.elements.suggestion.value = isSuggestion ? words.quote : "";
  for (const part of form.querySelectorAll("[data-only-suggestion]")) part.hidden = !isSuggestion;
  for (const part of form.querySelectorAll("[data-only-remark]")) part.hidden = isSuggestion;
  form.querySelector("[data-refused]").hidden = true;
  form.querySelector("[data-quoted]").textContent = words.quote;
  dialog().querySelector("h2").textContent = isSuggestion ? "建议改为" : "批注";
  form.querySelector("[type=submit]").textContent = isSuggestion ? "提出建议" : "写下批注";
  bar().hidden = true;
  dialog().showModal();
  (isSuggestion ? form.elements.suggestion : form.elements.text).focus();
  return true;
}

export function start() {
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(offer, PAUSE);
  });
  window.addEventListener("scroll", offer, { passive: true });
  document.addEventListener("pointerdown", (event) => {
    if (event.target.closest("#select-bar")) event.preventDefault(); // keeps the selection
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-comments-on]");
    if (button) open(button.dataset.commentsOn);
  });
  offer(); // for what was selected before this script was there
}
