// Gives every htmx request, and every form when it is sent, the CSRF token of the present cookie.
// The token written into the page is of no use once the person has signed in again in another tab.

const token = () =>
  document.cookie
    .split("; ")
    .find((cookie) => cookie.startsWith("csrftoken="))
    ?.slice("csrftoken=".length);

document.addEventListener("htmx:configRequest", (event) => {
  const { verb, headers, formData } = event.detail;
  if (verb === "get" || !token()) return;
  headers["X-CSRFToken"] = token();
  formData.delete("csrfmiddlewaretoken"); // of the form; Django would believe it before the header
});

document.addEventListener(
  "submit",
  (event) => {
    const field = event.target.querySelector("input[name=csrfmiddlewaretoken]");
    if (field && token()) field.value = token();
  },
  true,
);
