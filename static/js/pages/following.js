// 版面 in the editor: loads the sheets into <div data-pages="/reports/5/pages/"> when they are
// looked at, and again after every save as long as they are. The place in the strip stays.

import { headers } from "../editor/server.js";

const SECONDS = 20;
const holder = document.querySelector("[data-pages]");
const pane = holder.closest(".tab-pane");
const count = document.querySelector("[data-pages-count]");
let running, isStale = true;

const isSeen = () => pane.classList.contains("active") && holder.offsetParent !== null;

async function refresh() {
  isStale = true;
  if (running || !isSeen()) return;
  while (isStale) {
    isStale = false;
    running = load();
    await running;
  }
  running = undefined;
}

async function load() {
  try {
    const answer = await fetch(holder.dataset.pages, {
      headers: headers(),
      signal: AbortSignal.timeout(SECONDS * 1000),
    });
    if (answer.ok && !answer.headers.get("HX-Redirect")) show(await answer.text());
  } catch {
    // The line that says whether the words are safe tells of a lost connection; the next save
    // or the next look tries again.
  }
}

function show(html) {
  const sheets = new DOMParser().parseFromString(html, "text/html").getElementById("sheets");
  holder.replaceChildren(document.adoptNode(sheets));
  count.textContent = sheets.dataset.count;
}

const refreshIfStale = () => isStale && refresh();

document.addEventListener("part-saved", refresh);
document.addEventListener("paper-changed", refresh);
document.addEventListener("shown.bs.tab", refreshIfStale);
document.addEventListener("toggle", refreshIfStale, true);
