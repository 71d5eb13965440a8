// <button data-demo-username="…" data-demo-password="…">: fills in the sign-in form with a
// demonstration account and moves to the button that signs in.

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-demo-username]");
  if (!button) return;
  const form = document.querySelector("form[data-sign-in]");
  form.elements.username.value = button.dataset.demoUsername;
  form.elements.password.value = button.dataset.demoPassword;
  form.querySelector("[type=submit]").focus();
});
