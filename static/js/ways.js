// <form data-ways> with radios name="way": shows only what the chosen way needs
// (data-way="file"). A file that is chosen or dropped, a text that is pasted, choose their way.
// <form data-once>: is sent once, however often the button is pressed.

function choose(form) {
  const chosen = form.elements.way.value;
  for (const part of form.querySelectorAll("[data-way]")) {
    part.hidden = !part.dataset.way.split(" ").includes(chosen);
  }
}

for (const form of document.querySelectorAll("[data-ways]")) {
  choose(form);
  form.addEventListener("change", (event) => event.target.name === "way" && choose(form));
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "true";
  event.submitter?.setAttribute("aria-busy", "true");
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-sent]")) delete form.dataset.sent;
});
