// Adding, moving, splitting, merging, deleting: by button, by keyboard, by dragging. Everything
// typed is saved first; the server answers with the outline, the paper, the advice and the list of
// deleted parts, which are morphed into the page around the caret and around unsaved words.

import { formOf, partOf, say } from "./parts.js";
import * as saves from "./saves.js";
import { send } from "./server.js";
import { nextCount, writer } from "./window.js";

const REGIONS = ["outline", "paper", "advice", "removed"];
const paper = () => document.getElementById("paper");
let queue = Promise.resolve();

export function arrange(address, fields = {}) {
  // What went wrong in one must not hold up those that follow.
  queue = queue.catch(() => {}).then(() => run(address, fields));
  return queue;
}

async function run(address, fields) {
  if (!(await saves.flush())) {
    say("还有文字没有保存，保存之后才能调整。", "warning");
    return false;
  }
  const values = typeof fields === "function" ? fields() : fields;
  const { outcome, text } = await send(address, {
    ...values,
    arrangement: paper().dataset.arrangement,
  });
  if (outcome === "done" || outcome === "conflict") return show(text);
  say(text || "没有调整成功，请检查网络后再试。", "error");
  return false;
}

function show(html) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  const caret = remembered();
  for (const id of REGIONS) {
    Idiomorph.morph(document.getElementById(id), answer.getElementById(id), {
      morphStyle: "outerHTML",
      callbacks: {
        beforeAttributeUpdated: keepsState,
        beforeNodeRemoved: (node) => !node.classList?.contains("draft-offer"),
      },
    });
  }
  saves.adopt();
  document.dispatchEvent(new CustomEvent("paper-changed"));
  const { focus, words, level, undo } = paper().dataset;
  goTo(focus, caret);
  if (words) say(words, level, undo && { label: "撤销", press: () => arrange(undo) });
  return true;
}

// Unsaved words stay as typed; what is unfolded stays unfolded.
function keepsState(name, element) {
  if (name === "open" && element instanceof HTMLDetailsElement) return false;
  if (["value", "checked", "selected"].includes(name)) {
    const part = partOf(element.closest?.("select") ?? element);
    if (part && saves.isDirty(part)) return false;
  }
  return true;
}

function remembered() {
  const field = document.activeElement;
  if (!(field instanceof HTMLTextAreaElement)) return { id: field?.id };
  return { id: field.id, start: field.selectionStart, end: field.selectionEnd };
}

function goTo(id, caret) {
  const before = caret.id && document.getElementById(caret.id);
  const block = id && document.getElementById(id);
  if (!block) {
    if (before) before.focus();
    return;
  }
  if (before && block.contains(before)) {
    before.focus();
    if ("start" in caret) before.setSelectionRange(caret.start, caret.end);
  } else {
    const fields = [...block.querySelectorAll("textarea")].filter((field) => field.offsetParent);
    const target = fields.find((field) => !field.value) ?? fields[0];
    target?.focus();
    target?.setSelectionRange(0, 0);
  }
  block.scrollIntoView({ block: "nearest" });
}

// --- by button

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("#paper form, #removed form")) return;
  event.preventDefault();
  const button = event.submitter;
  if (form.dataset.part && !button?.hasAttribute("formaction")) {
    saves.flush();
    return;
  }
  const fields = form.dataset.part ? {} : Object.fromEntries(new FormData(form));
  if (button?.name) fields[button.name] = button.value;
  arrange(button?.hasAttribute("formaction") ? button.formAction : form.action, fields);
});

document.addEventListener("click", (event) => {
  const splitter = event.target.closest("[data-splits]");
  if (splitter) split(splitter.closest("form"));
  const adder = event.target.closest("[data-adds-heading]");
  if (adder) {
    const block = adder.closest("[data-block]");
    block.removeAttribute("data-plain");
    block.querySelector("textarea[name=heading]").focus();
  }
});

function split(form) {
  const { body } = form.elements;
  const at = body.selectionStart;
  if (!body.value.slice(0, at).trim() || !body.value.slice(at).trim()) {
    say("请先把光标放在要分开的地方。");
    body.focus();
    return;
  }
  const { part } = form.dataset;
  arrange(form.querySelector("[data-splits]").dataset.splits, () => {
    const now = formOf(part);
    return {
      before: now.elements.body.value.slice(0, at),
      after: now.elements.body.value.slice(at),
      based_on: now.elements.based_on.value,
      writer,
      sequence: nextCount(),
    };
  });
}

// --- by keyboard: Alt+↑ Alt+↓ move, Ctrl+Enter adds behind or splits, Ctrl+S saves

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    saves.retry();
    return;
  }
  const form = event.target.closest?.("#sections form[data-part]");
  if (!form || event.isComposing) return;
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    press(form.querySelector(`[data-way=${event.key === "ArrowUp" ? "up" : "down"}]`));
  } else if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
    event.preventDefault();
    addBehind(form, event.target);
  } else if (event.key === "Enter" && event.target.name === "heading") {
    event.preventDefault();
    (form.elements.body ?? form.closest("section").querySelector("textarea[name=body]"))?.focus();
  }
});

function press(button) {
  if (button && !button.disabled) button.form.requestSubmit(button);
}

function addBehind(form, field) {
  const isInside = field.name === "body" && field.value.slice(field.selectionEnd).trim();
  if (isInside && field.value.slice(0, field.selectionStart).trim()) split(form);
  else if (form.elements.body) press(form.querySelector("button[name=after]"));
  else {
    const [adds] = form.closest("section").getElementsByClassName("adds-entry");
    arrange(adds.action, {}); // behind the heading: the first entry
  }
}

// --- by dragging

const moveOf = (block) => block.querySelector("[data-way]").formAction;

function onEnd({ item, from, oldDraggableIndex, to, newDraggableIndex }) {
  if (from === to && oldDraggableIndex === newDraggableIndex) return;
  const isEntry = "entries" in to.dataset;
  const place = isEntry ? `${to.dataset.entries}:${newDraggableIndex}` : String(newDraggableIndex);
  arrange(moveOf(item), { to: place }).then((isDone) => {
    if (isDone) return;
    item.remove();
    const rest = [...from.children].filter((child) => child.matches(isEntry ? "li" : "section"));
    from.insertBefore(item, rest[oldDraggableIndex] ?? null);
  });
}

export function makeDraggable() {
  const options = { animation: 140, ghostClass: "is-dragged", onEnd };
  for (const list of document.querySelectorAll("[data-entries]")) {
    Sortable.get(list) ??
      Sortable.create(list, { ...options, group: "entries", handle: "[data-handle]", draggable: "li" });
  }
  const sections = document.getElementById("sections");
  Sortable.get(sections) ??
    Sortable.create(sections, { ...options, handle: "[data-section-handle]", draggable: "section" });
}
