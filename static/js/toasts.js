// Short notes at the foot of the window, in <div id="toasts"> with <template id="toast">
// (templates/_toasts.html). To show one, dispatch an event that reaches the document:
//   new CustomEvent("toast", { bubbles: true, detail: { words: "已保存", level: "success" } })
// or answer an htmx request with  HX-Trigger: {"toast": {"words": "…", "level": "…"}}.
// level: info | success | warning | error. Errors, and notes with something to press, stay longer.
// With action: {label: "撤销", url: "/…", target: "#entries", swap: "outerHTML"} the note has a
// button that posts to the address through htmx; a script may give a function, press, instead.

const SECONDS = { info: 6, success: 5, warning: 12, error: 0 };
const SECONDS_TO_ACT = 15;
const MOST_AT_ONCE = 3;
const region = document.getElementById("toasts");
const blank = document.getElementById("toast");

function dismissLater(note, seconds) {
  if (!seconds) return;
  let timer;
  const start = () => (timer = setTimeout(() => note.remove(), seconds * 1000));
  const stop = () => clearTimeout(timer);
  for (const event of ["pointerenter", "focusin"]) note.addEventListener(event, stop);
  for (const event of ["pointerleave", "focusout"]) note.addEventListener(event, start);
  start();
}

function show({ words, level = "info", action }) {
  if (!words) return;
  for (const note of region.querySelectorAll(".toast-note")) {
    if (note.querySelector("p").textContent === words) note.remove();
  }
  const note = blank.content.firstElementChild.cloneNode(true);
  note.classList.add(`toast-${level}`, "is-new");
  note.setAttribute("role", level === "error" ? "alert" : "status");
  note.querySelector("p").textContent = words;
  const button = note.querySelector(".toast-act");
  if (action) {
    button.textContent = action.label;
    button.hidden = false;
    button.addEventListener("click", () => {
      note.remove();
      if (action.press) action.press();
      else htmx.ajax("POST", action.url, { target: action.target, swap: action.swap });
    });
  }
  region.append(note);
  while (region.childElementCount > MOST_AT_ONCE) region.firstElementChild.remove();
  dismissLater(note, SECONDS[level] && action ? SECONDS_TO_ACT : SECONDS[level]);
}

document.addEventListener("toast", (event) => show(event.detail));

region.addEventListener("click", (event) => {
  if (event.target.closest(".toast-close")) event.target.closest(".toast-note").remove();
});

// The page can always be scrolled past the notes, so that they never cover its last button for good.
new ResizeObserver(() => {
  const height = region.childElementCount ? region.offsetHeight : 0;
  document.documentElement.style.setProperty("--toasts-height", `${height}px`);
}).observe(region);

for (const note of region.querySelectorAll(".toast-note")) {
  dismissLater(note, SECONDS[note.dataset.level]);
}
