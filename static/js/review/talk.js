// 批注: <div id="comments" data-comments="/reports/5/comments/"> with forms [data-talks]. What is sent
// is answered with the panel (on the desk with the paper, too), which is morphed into the page around
// whatever is unfolded or half written in it.

import { headers, send } from "../editor/server.js";

const SECONDS = 20;
export const panel = () => document.getElementById("comments");
export const threads = () => [...document.querySelectorAll("#comments [data-thread][data-open]")];
const say = (words, level) =>
  document.dispatchEvent(new CustomEvent("toast", { detail: { words, level } }));
let always = {};
let sent;

export function show(html) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  morph(panel(), answer.getElementById("comments"));
  const paper = answer.querySelector("article#paper");
  if (paper) morph(document.getElementById("paper"), paper);
  for (const count of document.querySelectorAll("[data-comment-count]")) {
    count.textContent = panel().dataset.open;
  }
  document.dispatchEvent(new CustomEvent("comments-changed"));
}

function morph(element, into) {
  Idiomorph.morph(element, into, {
    morphStyle: "outerHTML",
    callbacks: { beforeAttributeUpdated: keepsState },
  });
}

function keepsState(name, element) {
  if (name === "open" && element instanceof HTMLDetailsElement) return false;
  if (name === "aria-current") return false;
  return !(name === "value" && element.name !== "ticket");
}

export async function refresh() {
  const address = new URL(panel().dataset.comments, location);
  for (const [name, value] of Object.entries(always)) address.searchParams.set(name, value);
  try {
    const answer = await fetch(address, {
      headers: headers(),
      signal: AbortSignal.timeout(SECONDS * 1000),
    });
    if (answer.ok && !answer.headers.get("HX-Redirect")) show(await answer.text());
  } catch {
    // the next save or the next deed asks again
  }
}

async function act(form, button) {
  if (sent) return;
  sent = form;
  const fields = { ...Object.fromEntries(new FormData(form, button)), ...always };
  delete fields.csrfmiddlewaretoken;
  const { outcome, text } = await send(form.action, fields);
  sent = undefined;
  if (outcome === "signed-out") {
    refuse(form, "登录已过期。请在新标签页登录，再回来送出；您写的文字还在这里。");
  } else if (outcome === "done") {
    finish(form);
    show(text);
    say(panel().dataset.words, "success");
    document.dispatchEvent(new CustomEvent("comment-done"));
  } else if (outcome === "conflict") {
    show(text);
    refuse(form, panel().dataset.words);
  } else refuse(form, text || "没有送出，请检查网络后再试；您写的文字还在这里。");
}

function refuse(form, words) {
  const place = form.querySelector("[data-refused]");
  if (!place) return say(words, "warning");
  place.textContent = words;
  place.hidden = false;
  return undefined;
}

function finish(form) {
  form.reset();
  const fold = form.closest("details");
  if (fold?.matches(".thread-more, .talk-whole")) fold.open = false;
  form.closest("dialog")?.close();
}

export function choose(thread) {
  for (const other of document.querySelectorAll("#comments .thread[aria-current]")) {
    other.removeAttribute("aria-current");
  }
  thread.setAttribute("aria-current", "true");
  thread.scrollIntoView({ block: "nearest" });
}

// `fields` go along with whatever is sent.
export function start(fields = {}) {
  always = fields;
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-talks]")) return;
    event.preventDefault();
    act(form, event.submitter);
  });
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("[data-talks]");
    if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
}
