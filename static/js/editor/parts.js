// A part is a <form data-part="entry-12" data-name="（一）强化理论武装"> with the words of the head,
// a section or an entry. Its fields may stand outside the form (form="head").

const MARKS = new Set(["csrfmiddlewaretoken", "based_on", "writer", "sequence", "arrangement"]);

export const parts = () => [...document.querySelectorAll("#paper form[data-part]")];
export const formOf = (id) => document.querySelector(`#paper form[data-part="${id}"]`);
export const partOf = (element) => (element.form ?? element.closest?.("form"))?.dataset.part;

const fieldsOf = (form) =>
  [...form.elements].filter((field) => field.name && !MARKS.has(field.name) && field.type !== "submit");

export function wordsOf(form) {
  const words = {};
  for (const field of fieldsOf(form)) {
    words[field.name] = field.type === "checkbox" ? (field.checked ? "on" : "") : field.value;
  }
  return words;
}

// The words that the page came with, whatever has been typed or put back by the browser since.
export function servedWordsOf(form) {
  const words = {};
  for (const field of fieldsOf(form)) words[field.name] = served(field);
  return words;
}

function served(field) {
  if (field.type === "checkbox") return field.defaultChecked ? "on" : "";
  if (!(field instanceof HTMLSelectElement)) return field.defaultValue;
  const options = [...field.options];
  return (options.find((option) => option.defaultSelected) ?? options[0])?.value ?? "";
}

export function write(form, words) {
  for (const field of fieldsOf(form)) {
    if (!(field.name in words)) continue;
    const value = words[field.name];
    if (field.type === "checkbox") field.checked = Boolean(value);
    else field.value = value;
    field.dispatchEvent(new Event("written", { bubbles: true }));
  }
}

export const labelOf = (form, name) => form.elements[name]?.labels?.[0]?.textContent.trim() ?? name;

// A choice is said in the words of its list, a text as it is.
export function textOf(form, name, value) {
  const field = form?.elements[name];
  if (field instanceof HTMLSelectElement) {
    return [...field.options].find((option) => option.value === value)?.text ?? value;
  }
  if (field?.type === "checkbox") return value ? "是" : "否";
  return value;
}

export const basedOn = (form) => Number(form.elements.based_on.value);
export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

export function say(words, level = "info", action = undefined) {
  document.dispatchEvent(new CustomEvent("toast", { detail: { words, level, action } }));
}
