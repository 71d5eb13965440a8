// A button that prints the page: <button data-prints hidden>. Without a script there is none.

for (const button of document.querySelectorAll("[data-prints]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
