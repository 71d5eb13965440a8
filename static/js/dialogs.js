// Opens and closes <dialog>: <button data-opens-dialog="ID">, <button data-closes-dialog>.
// A press beside the dialog closes it, unless something has been written in it.

const isWrittenIn = (dialog) =>
  [...dialog.querySelectorAll("textarea, input:not([type=hidden])")].some(
    (field) => field.value !== field.defaultValue || field.checked !== field.defaultChecked,
  );

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens-dialog]");
  if (opener) document.getElementById(opener.dataset.opensDialog).showModal();
  if (event.target.closest("[data-closes-dialog]")) event.target.closest("dialog").close();
});

document.addEventListener("pointerdown", (event) => {
  const dialog = event.target;
  if (!(dialog instanceof HTMLDialogElement) || !dialog.open) return;
  const box = dialog.getBoundingClientRect();
  const isInside =
    event.clientX >= box.left && event.clientX <= box.right &&
    event.clientY >= box.top && event.clientY <= box.bottom;
  if (!isInside && !isWrittenIn(dialog)) dialog.close();
});
