// Standard opinions: <button data-inserts="words" data-into="ID"> puts the words in at the cursor of a
// text area; <button data-keeps="ID"> keeps what stands there, and lists it from now on.

import { send } from "../editor/server.js";

function insert(field, words) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const isFresh = !field.dataset.visited;
  const at = isFresh ? value.length : start;
  const until = isFresh ? value.length : end;
  field.setRangeText(words, at, until, "end");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

async function keep(button) {
  const field = document.getElementById(button.dataset.keeps);
  const words = field.value.trim();
  const { outcome, text } = await send(button.formAction, { keep: button.value, opinion: words });
  const isDone = outcome === "done";
  const said = text || (isDone ? "" : "没有存上，请检查网络后再试。");
  document.dispatchEvent(
    new CustomEvent("toast", { detail: { words: said, level: isDone ? "success" : "warning" } }),
  );
  if (isDone) list(button, words, field.id);
}

function list(button, words, into) {
  const fold = button.closest("details");
  if ([...fold.querySelectorAll("[data-inserts]")].some((own) => own.dataset.inserts === words)) return;
  let kept = fold.querySelector(".opinions");
  if (!kept) {
    kept = document.createElement("ul");
    kept.className = "opinions";
    fold.querySelector("p").replaceWith(kept);
  }
  const own = document.createElement("button");
  own.type = "button";
  own.className = "btn btn-sm btn-light";
  own.dataset.inserts = words;
  own.dataset.into = into;
  own.textContent = words;
  const item = document.createElement("li");
  item.append(own);
  kept.append(item);
}

export function start() {
  document.addEventListener("focusin", ({ target }) => {
    if (target.id === "id_opinion") target.dataset.visited = "1";
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-inserts]");
    if (button) insert(document.getElementById(button.dataset.into), button.dataset.inserts);
    const keeper = event.target.closest("[data-keeps]");
    if (keeper) {
      event.preventDefault();
      keep(keeper);
    }
  });
}
