// A part that was also changed elsewhere: both texts in <dialog id="conflict-dialog">, one choice.

import * as drafts from "./drafts.js";
import { formOf, say, write } from "./parts.js";
import * as saves from "./saves.js";
import { send } from "./server.js";

const dialog = document.getElementById("conflict-dialog");

export function start() {
  document.addEventListener("part-conflict", ({ detail: { part, html } }) => {
    dialog.dataset.about = part;
    dialog.innerHTML = html;
    if (!dialog.open) dialog.showModal();
  });
  dialog.addEventListener("submit", async (event) => {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(event.target, event.submitter));
    const { outcome, text } = await send(event.target.action, fields);
    if (outcome === "done") settle(dialog.dataset.about, JSON.parse(text), fields.choice);
    else if (outcome === "conflict") dialog.innerHTML = text;
    else say("没有保存成功，请稍后再试；您的文字仍在本机。", "error");
  });
}

function settle(part, answer, choice) {
  const form = formOf(part);
  const words = { ...answer.fields, alone: answer.fields.alone ? "on" : "" };
  write(form, words);
  saves.adoptPart(part, answer);
  drafts.drop(part);
  dialog.close();
  const kept = choice === "mine" ? "对方的" : choice === "theirs" ? "您的" : "原来的两份";
  say(`已处理，${kept}文字留在稿次里。`, "success");
  document.dispatchEvent(new CustomEvent("part-saved", { detail: { part, ...answer } }));
  saves.flush();
}
