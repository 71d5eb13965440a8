// The editor's page: puts its behaviours together. <div data-editor data-user data-report>.

import * as arranging from "./arranging.js";
import * as conflicts from "./conflicts.js";
import * as counting from "./counting.js";
import * as following from "./following.js";
import * as growing from "./growing.js";
import { offerDrafts } from "./offers.js";
import { say } from "./parts.js";
import * as saves from "./saves.js";

document.documentElement.classList.add("has-script");
saves.start();
conflicts.start();
growing.start();
following.start();
arranging.makeDraggable();
counting.count();

document.addEventListener("input", counting.count);
document.addEventListener("part-saved", counting.confirmLength);
document.addEventListener("paper-changed", () => {
  arranging.makeDraggable();
  growing.fitAll();
  following.follow();
  counting.count();
});

// Where the panels stand above the paper or over it they begin folded.
if (!matchMedia("(min-width: 80rem)").matches) {
  for (const fold of document.querySelectorAll(".editor-panel [data-folds]")) fold.open = false;
}
if (!matchMedia("(min-width: 62rem)").matches) {
  for (const fold of document.querySelectorAll(".editor-outline [data-folds]")) fold.open = false;
}

// An unfolded box of settings closes with Esc, or when one goes on elsewhere.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = event.target.closest?.(".block-settings[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});
document.addEventListener("focusin", (event) => {
  for (const open of document.querySelectorAll(".block-settings[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
});

// What leads away from the page saves first; sending the report in needs all of it.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-leaves]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !saves.hasUnsaved()) return;
  event.preventDefault();
  if (await saves.flush()) location.assign(link.href);
  else say("还有文字没有保存，请稍等片刻再试。", "warning");
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-submits]")) return;
  event.preventDefault();
  if (!(await saves.flush())) {
    say("还有文字没有保存，保存之后才能送审。", "warning");
    return;
  }
  form.elements.seen_version.value = document.getElementById("paper").dataset.version;
  form.submit();
});

offerDrafts();
