// Where one is: the outline marks the block with the caret (or the one in sight), the panel shows
// the advice for its section; the outline's names follow what is typed.

const blocks = "#sections [data-section], #sections [data-block=entry]";
let current;

function mark(id) {
  const block = document.getElementById(id);
  const section = block?.closest("[data-section]")?.id;
  if (!section || id === current) return;
  current = id;
  const isListed = (link) => link.dataset.leadsTo === id;
  const links = [...document.querySelectorAll("[data-leads-to]")];
  const chosen = links.find(isListed) ?? links.find((link) => link.dataset.leadsTo === section);
  for (const link of links) {
    if (link === chosen) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  for (const advice of document.querySelectorAll("[data-advice-for]")) {
    advice.hidden = advice.dataset.adviceFor !== section;
  }
}

const idOf = (element) => element.closest?.("[data-block=entry], [data-section]")?.id;

function markInSight() {
  if (document.activeElement?.closest?.("#sections")) return;
  const line = window.innerHeight / 3;
  const all = [...document.querySelectorAll(blocks)];
  const seen = all.filter((block) => block.getBoundingClientRect().top < line).pop() ?? all[0];
  if (seen) mark(seen.id);
}

function rename({ target }) {
  if (target.name !== "heading") return;
  const { part } = target.form.dataset;
  const marker = target.form.querySelector("[data-marker]").textContent;
  for (const name of document.querySelectorAll(`[data-name-of="${part}"]`)) {
    name.textContent = marker + (target.value.trim() || "（未写标题）");
  }
}

export function follow() {
  current = undefined;
  const id = document.activeElement && idOf(document.activeElement);
  if (id) mark(id);
  else markInSight();
}

export function start() {
  document.addEventListener("focusin", ({ target }) => idOf(target) && mark(idOf(target)));
  document.addEventListener("input", rename);
  let waiting;
  window.addEventListener("scroll", () => {
    waiting ??= setTimeout(() => {
      waiting = undefined;
      markInSight();
    }, 100);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-leads-to]");
    const block = link && document.getElementById(link.dataset.leadsTo);
    if (!block) return;
    event.preventDefault();
    block.scrollIntoView({ block: "start", behavior: "smooth" });
    const field = [...block.querySelectorAll("textarea")].find((each) => each.offsetParent);
    field?.focus({ preventScroll: true });
  });
  follow();
}
