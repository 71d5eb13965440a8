// 体检 in the editor: loads the panel into <div id="check" data-check="/reports/5/check/">, again
// after every save, around whatever the person is doing in it; carries out what its buttons say.
// Texts that are corrected come back as the sheet (js/editor/arranging.js), the rest as the panel.

import { arrange } from "../editor/arranging.js";
import { say } from "../editor/parts.js";
import * as saves from "../editor/saves.js";
import { headers, send } from "../editor/server.js";
import { nextCount, writer } from "../editor/window.js";
import * as jumping from "./jumping.js";
import * as marks from "./marks.js";

const SECONDS = 20;
const panel = () => document.getElementById("check");
const address = panel().dataset.check;
let running, isStale;

// One request at a time; what happens meanwhile is looked at afterwards.
export async function refresh() {
  isStale = true;
  while (running) await running;
  if (!isStale) return;
  isStale = false;
  running = load();
  await running;
  running = undefined;
}

function addressOfPanel() {
  const section = document.getElementById("check-section")?.value;
  return section ? `${address}?section=${section}` : address;
}

async function load() {
  try {
    const answer = await fetch(addressOfPanel(), {
      headers: headers(),
      signal: AbortSignal.timeout(SECONDS * 1000),
    });
    if (answer.ok && !answer.headers.get("HX-Redirect")) show(await answer.text());
  } catch {
    // The line that says whether the words are safe tells of a lost connection; we try again
    // with the next save.
  }
}

function show(html) {
  const answer = new DOMParser().parseFromString(html, "text/html").getElementById("check");
  const place = placeOfFocus();
  Idiomorph.morph(panel(), answer, {
    morphStyle: "outerHTML",
    callbacks: { beforeAttributeUpdated: keepsState },
  });
  restoreFocus(place);
  for (const count of document.querySelectorAll("[data-check-count]")) {
    count.textContent = panel().dataset.open;
  }
  marks.adopt(findings());
}

// What is unfolded, written or chosen in the panel stays so.
function keepsState(name, element) {
  if (name === "open" && element instanceof HTMLDetailsElement) return false;
  if (name === "aria-current" || name === "data-check") return false;
  return !(name === "value" && element.name === "own");
}

function findings() {
  return [...panel().querySelectorAll("[data-finding]")].map(({ dataset }) => ({
    key: dataset.finding,
    severity: dataset.severity,
    places: JSON.parse(dataset.places),
  }));
}

// The keyboard goes on at the next finding when the one it was on has been dealt with.
const items = () => [...panel().querySelectorAll(".found:not([hidden])")];

function placeOfFocus() {
  const item = document.activeElement?.closest?.("#check .found");
  return item ? items().indexOf(item) : -1;
}

function restoreFocus(place) {
  if (place < 0 || panel().contains(document.activeElement)) return;
  const left = items();
  left[Math.min(place, left.length - 1)]?.querySelector(".found-words").focus();
}

async function act(form, button) {
  const fields = Object.fromEntries(new FormData(form, button));
  delete fields.csrfmiddlewaretoken;
  const target = button?.hasAttribute("formaction") ? button.formAction : form.action;
  if (form.matches("[data-corrects]")) {
    await arrange(target, () => ({ ...fields, writer, sequence: nextCount() }));
    return;
  }
  if (!(await saves.flush())) {
    say("还有文字没有保存，保存之后再试。", "warning");
    return;
  }
  const { outcome, text } = await send(target, fields);
  if (outcome === "done" || outcome === "conflict") {
    show(text);
    say(panel().dataset.words, outcome === "done" ? "success" : "warning");
  } else say(text || "没有成功，请检查网络后再试。", "error");
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.closest("#check")) return;
  event.preventDefault();
  if (form.matches("[data-check-filter]")) refresh();
  else act(form, event.submitter);
});
document.addEventListener("change", (event) => {
  if (event.target.id === "check-section") refresh();
});
document.addEventListener("part-saved", refresh);
document.addEventListener("paper-changed", refresh);
jumping.start();
marks.start();
await refresh();
// A link from elsewhere leads to a finding: /reports/5/edit/#finding-…
const asked = location.hash.startsWith("#finding-") && document.getElementById(location.hash.slice(1));
if (asked) jumping.jump(asked);
