// <div data-remembers-tab> around Bootstrap tabs: the open one is in the address (#tab=pane-history),
// so that a reload, a link and the next report show it again. It is no id in the page, to which the
// browser would scroll.

const PREFIX = "#tab=";

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
  if (location.hash.startsWith(PREFIX)) show(location.hash.slice(PREFIX.length));
}

const remember = (button) =>
  history.replaceState(history.state, "", PREFIX + button.dataset.bsTarget.slice(1));

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
    if (link && location.hash.startsWith(PREFIX)) link.hash = location.hash;
  });
  // htmx listens to the tabs from this event on, as it has asked for it before us.
  document.addEventListener("DOMContentLoaded", () => {
    open();
    const active = remembering()?.querySelector("[role=tab].active[hx-get]");
    const body = active && document.querySelector(active.getAttribute("hx-target"));
    if (body && !body.childElementCount) htmx.trigger(active, "shown.bs.tab");
  });
}
