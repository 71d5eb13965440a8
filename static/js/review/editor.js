// 批注 in the editor: loads the panel, marks the words that are being written, jumps to them, takes
// suggestions. The caret stays where it is unless one asks to be led elsewhere.

import { fieldOf } from "../check/marks.js";
import * as marks from "../check/marks.js";
import { arrange } from "../editor/arranging.js";
import { nextCount, writer } from "../editor/window.js";
import { goBack } from "./caret.js";
import * as mentions from "./mentions.js";
import * as presence from "./presence.js";
import * as talk from "./talk.js";

let running, isStale;

// One request at a time; what happens meanwhile is looked at afterwards.
async function refresh() {
  isStale = true;
  while (running) await running;
  if (!isStale) return;
  isStale = false;
  running = talk.refresh();
  await running;
  running = undefined;
}

function draw() {
  const found = talk.threads().map(({ dataset }) => ({
    key: dataset.thread,
    severity: "remark",
    places: JSON.parse(dataset.places),
  }));
  marks.adopt(found, "remark");
}

function jump(thread) {
  talk.choose(thread);
  const [[block, name, start, end] = []] = JSON.parse(thread.dataset.places);
  const place = marks.placeOf(thread.dataset.thread) ?? { field: fieldOf(block, name), start, end };
  if (!(place.field instanceof HTMLTextAreaElement)) return;
  (marks.markOf(thread.dataset.thread) ?? place.field).scrollIntoView({
    block: "center",
    behavior: "instant",
  });
  place.field.focus({ preventScroll: true });
  place.field.setSelectionRange(place.start, place.end);
}

function show() {
  const tab = document.getElementById("tab-comments");
  const fold = tab.closest("details");
  if (fold) fold.open = true;
  bootstrap.Tab.getOrCreateInstance(tab).show();
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.closest("#comments") || !form.matches("[data-corrects]")) return;
  event.preventDefault();
  await arrange(form.action, () => ({ writer, sequence: nextCount() }));
  goBack();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("#comments [data-to-words]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    jump(link.closest("[data-thread]"));
    return;
  }
  const field = event.target.closest("#paper textarea");
  const key = field && marks.keyAt(field, "remark");
  const thread = key && document.getElementById(key);
  if (thread?.offsetParent) talk.choose(thread);
});

document.addEventListener("comments-changed", draw);
document.addEventListener("comment-done", goBack);
document.addEventListener("part-saved", () => talk.panel().querySelector("[data-thread]") && refresh());
document.addEventListener("paper-changed", refresh);
talk.start();
mentions.start();
presence.start();
await refresh();
// A report that was sent back is opened for what was remarked on it.
const asked = location.hash.match(/^#(comment-\d+)$/)?.[1];
const thread = asked && document.getElementById(asked);
if (thread) {
  show();
  jump(thread);
} else if (talk.threads().length && document.querySelector("[data-sent-back]")) show();
