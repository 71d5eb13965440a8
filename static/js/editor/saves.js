// Autosave: one request at a time, in order. Words are in the browser's storage from the moment
// they are typed until the server has confirmed exactly these words.

import * as drafts from "./drafts.js";
import { basedOn, formOf, partOf, parts, same, say, servedWordsOf, wordsOf } from "./parts.js";
import { headers, send } from "./server.js";
import * as status from "./status.js";
import { nextCount, writer } from "./window.js";

const AFTER_TYPING = 2000;
const LONGEST_PAUSE = 30_000;
const KEEPALIVE_BYTES = 60_000;

const paper = () => document.getElementById("paper");
const states = new Map(); // part → {wording, confirmed: words}
const dirty = new Set();
const stuck = new Set(); // parts that wait for the person: a conflict, a refusal
let unstored = false;
let timer, pause = 0, running;

export const isDirty = (part) => dirty.has(part);
export const hasUnsaved = () => dirty.size > 0;

// Take what the page shows as confirmed, except where there are unsaved words.
export function adopt() {
  for (const form of parts()) {
    const { part } = form.dataset;
    if (!dirty.has(part)) states.set(part, { wording: basedOn(form), confirmed: wordsOf(form) });
  }
}

// What was typed before this script was there is unsaved as well; where an earlier window has left
// words of the same part, the person is asked first.
function adoptServed() {
  const left = new Set(drafts.all().map((draft) => draft.part));
  for (const form of parts()) {
    const { part } = form.dataset;
    states.set(part, { wording: basedOn(form), confirmed: servedWordsOf(form) });
    if (!left.has(part)) note(part);
  }
}

export function adoptPart(part, { wording, version, saved_at }) {
  const form = formOf(part);
  form.elements.based_on.value = wording;
  states.set(part, { wording, confirmed: wordsOf(form) });
  see(version);
  settled(part);
  if (!dirty.size) status.show("saved", `已保存 ${saved_at}`);
}

// A version that skips one holds words from elsewhere, which this window has not shown.
function see(version) {
  const seen = Number(paper().dataset.version);
  if (version === seen + 1) paper().dataset.version = version;
}

// Base the next save of `part` on `wording`: restored words were written when that was stored.
export const rebase = (part, wording) => (states.get(part).wording = wording);

export function note(part) {
  const form = formOf(part);
  const state = states.get(part);
  const words = wordsOf(form);
  if (same(words, state.confirmed) && !stuck.has(part)) {
    settled(part);
    return;
  }
  dirty.add(part);
  unstored = !drafts.keep(part, state.wording, words);
  status.show(unstored ? "unstored" : stuck.has(part) ? "conflict" : "unsaved");
  schedule(AFTER_TYPING);
}

function settled(part) {
  dirty.delete(part);
  stuck.delete(part);
  drafts.drop(part);
  tell();
}

function tell() {
  if (stuck.size) status.show("conflict");
  else if (dirty.size) status.show(unstored ? "unstored" : "unsaved");
}

function schedule(milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(flush, milliseconds);
}

// Save everything that is not saved; true when nothing is left.
export async function flush() {
  clearTimeout(timer);
  while (running) await running;
  running = saveAll();
  await running;
  running = undefined;
  return dirty.size === 0;
}

async function saveAll() {
  for (const part of [...dirty]) {
    if (stuck.has(part)) continue;
    if (!(await save(part))) return;
  }
}

function bodyOf(part) {
  const words = wordsOf(formOf(part));
  const fields = { ...words, based_on: states.get(part).wording, writer, sequence: nextCount() };
  if (fields.alone === "") delete fields.alone;
  return { words, fields };
}

async function save(part) {
  const form = formOf(part);
  if (!form) return leave(part, "这一条已在别处删除，您写的文字仍在本机，刷新页面可以取回。");
  const { words, fields } = bodyOf(part);
  status.show("saving");
  const { outcome, text } = await send(form.action, fields);
  if (outcome === "done") return confirm(part, words, JSON.parse(text));
  if (outcome === "conflict") return conflict(part, text);
  if (outcome === "refused") return leave(part, text || "这一条没有保存成功，文字仍在本机。");
  status.show(unstored ? "unstored" : "stored");
  if (outcome === "signed-out") {
    const dialog = document.getElementById("sign-in-dialog");
    if (!dialog.open) dialog.showModal();
  }
  pause = Math.min(LONGEST_PAUSE, Math.max(AFTER_TYPING, pause * 2));
  schedule(pause);
  return false;
}

function confirm(part, words, answer) {
  pause = 0;
  const state = { wording: answer.wording, confirmed: words };
  states.set(part, state);
  const form = formOf(part);
  form.elements.based_on.value = answer.wording;
  see(answer.version);
  const now = wordsOf(form);
  if (same(now, words)) {
    settled(part);
    if (!dirty.size) status.show("saved", `已保存 ${answer.saved_at}`);
  } else {
    unstored = !drafts.keep(part, state.wording, now);
    schedule(AFTER_TYPING);
  }
  document.dispatchEvent(new CustomEvent("part-saved", { detail: { part, ...answer } }));
  return true;
}

function conflict(part, html) {
  stuck.add(part);
  status.show("conflict");
  document.dispatchEvent(new CustomEvent("part-conflict", { detail: { part, html } }));
  return true;
}

function leave(part, words) {
  stuck.add(part);
  status.show("failed", "有文字未能保存（已存在本机）");
  say(words, "error");
  return true;
}

// Try the parts again that waited for the person.
export function retry() {
  stuck.clear();
  pause = 0;
  return flush();
}

// What is not confirmed when the page goes away is sent along with its last breath.
function lastBreath() {
  for (const part of dirty) {
    if (stuck.has(part) || !formOf(part)) continue;
    const body = new URLSearchParams(bodyOf(part).fields);
    if (body.toString().length > KEEPALIVE_BYTES) continue;
    fetch(formOf(part).action, { method: "POST", headers: headers(), body, keepalive: true }).catch(
      () => {},
    );
  }
}

export function start() {
  adoptServed();
  document.addEventListener("input", (event) => {
    const part = partOf(event.target);
    if (part && states.has(part)) note(part);
  });
  document.addEventListener("change", (event) => {
    const part = partOf(event.target);
    if (part && dirty.has(part)) flush();
  });
  window.addEventListener("online", () => dirty.size && flush());
  document.addEventListener("visibilitychange", () => dirty.size && flush());
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-retries]")) {
      document.getElementById("sign-in-dialog").close();
      retry();
    }
    if (event.target.closest("#save-state") && stuck.size) retry();
  });
  window.addEventListener("pagehide", lastBreath);
  window.addEventListener("beforeunload", (event) => {
    lastBreath();
    if (unstored && dirty.size) event.preventDefault();
  });
}
