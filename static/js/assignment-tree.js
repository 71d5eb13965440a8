// <div data-tree> with <input type=hidden name=marks>, <li data-node="12"> around a box [data-tick]
// and the <ul> of those below (templates/drafting/_assignment_node.html).
// A mark ("+12", "-44") holds for an organisation and all below, up to the next mark; every mark
// has its <li> in the page, because the server opens the tree down to it.

const tree = () => document.querySelector("[data-tree]");
const field = () => tree().querySelector("input[name=marks]");

function read() {
  const marks = new Map();
  for (const mark of field().value.split(",").filter(Boolean)) {
    marks.set(mark.slice(1), mark[0] === "+");
  }
  return marks;
}

function above(node) {
  return node.parentElement.closest("[data-node]");
}

function isTicked(node, marks) {
  for (let at = node; at; at = above(at)) {
    if (marks.has(at.dataset.node)) return marks.get(at.dataset.node);
  }
  return false;
}

function mark(node, ticked) {
  const marks = read();
  for (const below of node.querySelectorAll("[data-node]")) marks.delete(below.dataset.node);
  marks.delete(node.dataset.node);
  if (isTicked(node, marks) !== ticked) marks.set(node.dataset.node, ticked);
  field().value = [...marks].map(([pk, yes]) => (yes ? "+" : "-") + pk).join(",");
}

function show() {
  if (!tree()) return;
  const marks = read();
  for (const node of tree().querySelectorAll("[data-node]")) {
    const box = node.querySelector("[data-tick]");
    box.checked = isTicked(node, marks);
    const below = [...node.querySelectorAll("[data-node]")];
    box.indeterminate = below.some((one) => marks.has(one.dataset.node));
  }
}

// Before htmx hears of the change and sends the marks.
document.addEventListener(
  "change",
  (event) => {
    if (!event.target.matches("[data-tree] [data-tick]")) return;
    mark(event.target.closest("[data-node]"), event.target.checked);
    show();
  },
  true,
);

document.addEventListener("click", (event) => {
  const toggle = event.target.closest("[data-tree] [data-toggles]");
  if (!toggle) return;
  const isOpen = toggle.getAttribute("aria-expanded") === "true";
  toggle.setAttribute("aria-expanded", String(!isOpen));
  document.getElementById(toggle.getAttribute("aria-controls")).hidden = isOpen;
});

document.addEventListener("htmx:afterSettle", show);
show();
