// <div data-remembers-tab> around Bootstrap tabs: the open one is in the address (#pane-history), so
// that a reload, a link and the next report show it again.

const remembering = () => document.querySelector("[data-remembers-tab]");
const buttonOf = (pane) => remembering()?.querySelector(`[data-bs-target="#${pane}"]`);

export function show(pane) {
  const button = buttonOf(pane);
  if (button) bootstrap.Tab.getOrCreateInstance(button).show();
}

export const showNumber = (number) => {
  const buttons = [...(remembering()?.querySelectorAll("[role=tab]") ?? [])];
  buttons[number - 1]?.focus();
  if (buttons[number - 1]) bootstrap.Tab.getOrCreateInstance(buttons[number - 1]).show();
};

function open() {
  const pane = location.hash.slice(1);
  if (pane.startsWith("pane-")) show(pane);
}

const remember = (button) => history.replaceState(history.state, "", button.dataset.bsTarget);

export function start() {
  // One that was pressed before this script was there.
  const pressed = remembering()?.querySelector("li:not(:first-child) > [role=tab].active");
  if (pressed) remember(pressed);
  document.addEventListener("shown.bs.tab", ({ target }) => {
    if (target.closest("[data-remembers-tab]")) remember(target);
  });
  document.addEventListener("htmx:afterSettle", open);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[rel=next], a[rel=prev]");
    if (link && location.hash.startsWith("#pane-")) link.hash = location.hash;
  });
  // htmx listens to the tabs from this event on, as it has asked for it before us.
  document.addEventListener("DOMContentLoaded", () => {
    open();
    const active = remembering()?.querySelector("[role=tab].active[hx-get]");
    const body = active && document.querySelector(active.getAttribute("hx-target"));
    if (body && !body.childElementCount) htmx.trigger(active, "shown.bs.tab");
  });
}
