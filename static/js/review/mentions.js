// "@" in a <textarea data-mentions>: offers the people of <div id="comments" data-people='["林书记"]'>.
// Arrows and Enter or Tab choose, Esc closes; a press does, too.

const MOST = 6;
let list, field, at;

const people = () => JSON.parse(document.getElementById("comments")?.dataset.people ?? "[]");
const options = () => [...(list?.querySelectorAll("[role=option]") ?? [])];

function close() {
  list?.remove();
  list = undefined;
  field?.removeAttribute("aria-controls");
  field?.removeAttribute("aria-activedescendant");
}

function offer(area) {
  const before = area.value.slice(0, area.selectionStart);
  const [, begun] = before.match(/[@＠]([^\s@＠]{0,8})$/) ?? [];
  close();
  if (begun === undefined) return;
  const fitting = people().filter((name) => name.startsWith(begun)).slice(0, MOST);
  if (!fitting.length || fitting[0] === begun) return;
  field = area;
  at = before.length - begun.length;
  list = document.createElement("ul");
  list.className = "mentions";
  list.id = "mentions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "提到谁");
  list.append(...fitting.map(optionOf));
  area.after(list);
  area.setAttribute("aria-controls", list.id);
  mark(0);
}

function optionOf(name, index) {
  const option = document.createElement("li");
  option.id = `mention-${index}`;
  option.setAttribute("role", "option");
  option.textContent = name;
  return option;
}

function mark(index) {
  const all = options();
  const chosen = all.at(index % all.length);
  for (const option of all) option.setAttribute("aria-selected", String(option === chosen));
  field.setAttribute("aria-activedescendant", chosen.id);
}

const marked = () => options().findIndex((option) => option.getAttribute("aria-selected") === "true");

function take(option) {
  field.setRangeText(`${option.textContent} `, at, field.selectionStart, "end");
  const area = field;
  close();
  area.focus();
}

function steer(event) {
  if (!list || event.target !== field || event.isComposing) return;
  if (event.key === "ArrowDown") mark(marked() + 1);
  else if (event.key === "ArrowUp") mark(marked() - 1);
  else if (event.key === "Escape") close();
  else if (event.key === "Tab" || (event.key === "Enter" && !event.ctrlKey)) take(options()[marked()]);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

export function start() {
  document.addEventListener("input", ({ target }) => target.matches("[data-mentions]") && offer(target));
  document.addEventListener("keydown", steer, true);
  document.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("#mentions [role=option]");
    if (option) {
      event.preventDefault();
      take(option);
    } else close();
  });
}
