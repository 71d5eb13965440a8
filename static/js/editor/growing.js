// <textarea data-autogrow>: as high as its text, where the browser lacks `field-sizing: content`.

const CAN = CSS.supports("field-sizing", "content");

function fit(area) {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight}px`;
}

export function fitAll() {
  if (!CAN) document.querySelectorAll("[data-autogrow]").forEach(fit);
}

export function start() {
  if (CAN) return;
  for (const event of ["input", "written"]) {
    document.addEventListener(event, ({ target }) => target.matches("[data-autogrow]") && fit(target));
  }
  window.addEventListener("resize", fitAll);
  fitAll();
}
