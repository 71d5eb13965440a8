// Who else has the report open: <… data-presence="/reports/5/presence/"> says every 20 seconds that
// this window is there, and in which part somebody writes. The others stand as small seals in
// <… data-present>, and in the editor at the block that they write in.

import { headers } from "../editor/server.js";

const BEAT = 20_000;
const SOON = 800;
const WRITING = 60_000;
const address = document.querySelector("[data-presence]")?.dataset.presence;
const name = [...crypto.getRandomValues(new Uint8Array(12))]
  .map((byte) => byte.toString(16).padStart(2, "0"))
  .join("");
let timer, others = [];
let part = "", typedAt = 0;

function post(fields, options = {}) {
  return fetch(address, {
    method: "POST",
    headers: headers(),
    body: new URLSearchParams({ window: name, ...fields }),
    ...options,
  });
}

async function beat() {
  schedule(BEAT);
  if (document.visibilityState === "hidden") return;
  const isWriting = part && Date.now() - typedAt < WRITING;
  try {
    const answer = await post({ part: isWriting ? part : "" }, { signal: AbortSignal.timeout(BEAT) });
    if (answer.headers.get("HX-Redirect")) clearTimeout(timer);
    else if (answer.ok) draw((await answer.json()).others);
  } catch {
    draw([]); // nobody knows just now
  }
}

function schedule(milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(beat, milliseconds);
}

function seal(person, says) {
  const element = document.createElement("span");
  element.className = "seal-mark";
  element.textContent = person.slice(0, 1);
  element.title = says;
  element.setAttribute("aria-hidden", "true");
  return element;
}

const labelOf = (block) => document.querySelector(`[data-part="${block}"]`)?.dataset.name;

function says({ name: person, parts }) {
  const named = parts.map(labelOf).find(Boolean);
  if (!parts.length) return `${person}正在看`;
  return named ? `${person}正在写“${named.slice(0, 14)}”` : `${person}正在写`;
}

function draw(found) {
  others = found;
  for (const place of document.querySelectorAll("[data-present]")) {
    place.hidden = !found.length;
    const words = document.createElement("span");
    words.className = "present-words";
    words.textContent = found.map(says).join("，");
    const now = found.map((person) => seal(person.name, says(person)));
    if (place.textContent !== [...now, words].map((each) => each.textContent).join("")) {
      place.replaceChildren(...now, words);
    }
  }
  drawAtBlocks();
}

function drawAtBlocks() {
  for (const old of document.querySelectorAll(".seal-at")) old.remove();
  for (const person of others) {
    for (const block of person.parts) {
      const form = document.querySelector(`#paper form[data-part="${block}"]`);
      if (!form) continue;
      const mark = seal(person.name, says(person));
      mark.classList.add("seal-at");
      (form.closest("[data-block]") ?? form).append(mark);
    }
  }
}

export function start() {
  if (!address) return;
  document.addEventListener("input", ({ target }) => {
    const now = target.closest?.("#paper") && (target.form ?? target.closest("form"))?.dataset.part;
    if (!now) return;
    const isNew = now !== part || Date.now() - typedAt > WRITING;
    part = now;
    typedAt = Date.now();
    if (isNew) schedule(SOON);
  });
  document.addEventListener("paper-changed", drawAtBlocks);
  document.addEventListener("htmx:afterSettle", () => draw(others));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") beat();
  });
  window.addEventListener("pagehide", () => {
    post({ left: "1" }, { keepalive: true }).catch(() => {});
  });
  beat();
}
