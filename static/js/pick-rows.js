// Rows of a list that are ticked, and what the button then says.
//   <form data-pick-rows>
//     <input type="checkbox" data-pick-all hidden>  <input type="checkbox" name="pick" value="7">
//     <button><span data-pick-button="导出所选 # 份">导出全部</span></button></form>
// Without this script the ticks are sent all the same.

const rows = (form) => [...form.querySelectorAll('[name="pick"]')];

function show(form) {
  const all = form.querySelector("[data-pick-all]");
  const words = form.querySelector("[data-pick-button]");
  const ticked = rows(form).filter((box) => box.checked).length;
  words.dataset.pickNone ??= words.textContent;
  words.textContent = ticked
    ? words.dataset.pickButton.replace("#", ticked)
    : words.dataset.pickNone;
  all.hidden = false;
  all.checked = ticked > 0 && ticked === rows(form).length;
  all.indeterminate = ticked > 0 && !all.checked;
}

document.addEventListener("change", ({ target }) => {
  const form = target.closest("[data-pick-rows]");
  if (!form) return;
  if (target.matches("[data-pick-all]")) {
    for (const box of rows(form)) box.checked = target.checked;
  }
  show(form);
});

const showAll = (root) => root.querySelectorAll("[data-pick-rows]").forEach(show);
document.addEventListener("htmx:afterSettle", () => showAll(document));
// A page that comes back by the back button has its ticks again, and only then.
window.addEventListener("pageshow", () => showAll(document));
