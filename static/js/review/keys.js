// The desk by keyboard; the letters stand in #keys-dialog. Where words are typed they are letters.

import { open } from "./selecting.js";
import { show, showNumber } from "./tabs.js";
import { choose, threads } from "./talk.js";

const isTyping = (element) =>
  element?.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

function step(direction) {
  const all = threads();
  if (!all.length) return;
  show("pane-comments");
  const now = all.findIndex((thread) => thread.hasAttribute("aria-current"));
  const next = now < 0 ? (direction > 0 ? 0 : -1) : now + direction;
  const thread = all.at(next % all.length);
  choose(thread);
  const mark = document.getElementById(`said-${thread.dataset.thread}`);
  mark?.scrollIntoView({ block: "center", behavior: "instant" });
  thread.querySelector("[data-to-words]")?.focus({ preventScroll: true });
}

function remark(kind) {
  if (open(kind) || kind !== "remark") return;
  const whole = document.getElementById("talk-whole");
  if (!whole) return;
  show("pane-comments");
  whole.open = true;
  whole.querySelector("textarea").focus();
}

const DEEDS = {
  j: () => document.querySelector("[data-key=j]")?.click(),
  k: () => document.querySelector("[data-key=k]")?.click(),
  n: () => step(1),
  p: () => step(-1),
  c: () => remark("remark"),
  s: () => remark("suggestion"),
  o: () => document.getElementById("id_opinion")?.focus(),
  "?": () => document.getElementById("keys-dialog")?.showModal(),
  "？": () => document.getElementById("keys-dialog")?.showModal(),
};

export function start() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
    const deed = /^[1-6]$/.test(event.key)
      ? () => showNumber(Number(event.key))
      : DEEDS[event.key.toLowerCase()];
    if (!deed) return;
    event.preventDefault();
    deed();
  });
}
