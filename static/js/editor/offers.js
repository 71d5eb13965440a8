// Offers back what an earlier window could not save: <template id="draft-offer">.

import * as drafts from "./drafts.js";
import { basedOn, formOf, labelOf, say, textOf, wordsOf, write } from "./parts.js";
import * as saves from "./saves.js";
import { cameBack, writer } from "./window.js";

const template = document.getElementById("draft-offer");

export async function offerDrafts() {
  const elsewhere = await drafts.openElsewhere();
  let offered = 0;
  for (const draft of drafts.all()) {
    if (elsewhere.has(draft.writer) || saves.isDirty(draft.part)) continue;
    const form = formOf(draft.part);
    if (form && isStored(form, draft.words)) drafts.drop(draft.part, draft.writer);
    else if (form && isOwn(draft) && draft.wording === basedOn(form)) restore(form, draft);
    else offered += offer(form, draft);
  }
  if (offered) say(`有 ${offered} 处文字上次没有保存成功，可以恢复。`, "warning");
}

// A reload of this very window: the words were on the page a moment ago.
const isOwn = (draft) => cameBack && draft.writer === writer;

const isStored = (form, words) => {
  const stored = wordsOf(form);
  return Object.keys(words).every((name) => (stored[name] ?? "").trim() === words[name].trim());
};

function offer(form, draft) {
  const note = template.content.firstElementChild.cloneNode(true);
  note.dataset.offerFor = draft.part;
  const when = new Date(draft.at).toLocaleString("zh-CN", { dateStyle: "medium", timeStyle: "short" });
  note.querySelector(".draft-when").textContent = form
    ? `${form.dataset.name}：${when} 写的文字没有保存到服务器。`
    : `${when} 写的文字没有保存到服务器，所在的部分已在别处删除。`;
  const texts = note.querySelector(".draft-texts");
  const stored = form ? wordsOf(form) : {};
  for (const [name, words] of Object.entries(draft.words)) {
    if (!form && !["title", "heading", "body"].includes(name)) continue;
    if ((stored[name] ?? "") === words) continue;
    const label = form ? labelOf(form, name) : "";
    add(texts, `未保存的${label}`, textOf(form, name, words));
    if (form) add(texts, `现在的${label}`, textOf(form, name, stored[name]));
  }
  note.querySelector("[data-restores]").hidden = !form;
  note.addEventListener("click", (event) => act(event, note, draft));
  if (form) (form.closest("[data-block]") ?? form).before(note);
  else document.getElementById("orphans").append(note);
  return 1;
}

function add(list, label, text) {
  const term = document.createElement("dt");
  const words = document.createElement("dd");
  term.textContent = label;
  words.textContent = text || "（空）";
  list.append(term, words);
}

function act(event, note, draft) {
  if (event.target.closest("[data-restores]")) {
    note.remove();
    restore(formOf(draft.part), draft);
  } else if (event.target.closest("[data-discards]")) {
    note.remove();
    drafts.drop(draft.part, draft.writer);
  } else if (event.target.closest("[data-copies]")) {
    const { title, heading, body } = draft.words;
    copy([title, heading, body].filter(Boolean).join("\n"));
  }
}

// Intranets without HTTPS have no navigator.clipboard.
async function copy(text) {
  if (navigator.clipboard) await navigator.clipboard.writeText(text);
  else {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  say("已复制。", "success");
}

function restore(form, draft) {
  write(form, draft.words);
  saves.rebase(draft.part, draft.wording);
  saves.note(draft.part);
  if (draft.writer !== writer) drafts.drop(draft.part, draft.writer);
  saves.flush();
}
