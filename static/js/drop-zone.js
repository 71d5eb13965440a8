// <div data-drop-zone data-max-bytes="…"> around an <input type="file"> (components/controls.css):
// shows that a file is over it, the name of the file chosen, and that a file is too big. The
// server decides what is taken; this only saves the person the wait.

const inZone = (event) => event.target.closest?.("[data-drop-zone]");

function describe(zone, input) {
  const [file] = input.files;
  const limit = Number(zone.dataset.maxBytes) || Infinity;
  const isRefused = Boolean(file) && file.size > limit;
  zone.classList.toggle("is-refused", isRefused);
  zone.querySelector("[data-drop-zone-name]").textContent = !file
    ? ""
    : isRefused
      ? `《${file.name}》超过 ${Math.floor(limit / 1048576)} MB，请换一个文件`
      : file.name;
  input.setCustomValidity(isRefused ? "文件过大" : "");
}

document.addEventListener("dragover", (event) => inZone(event)?.classList.add("is-over"));
for (const over of ["dragleave", "drop", "dragend"]) {
  document.addEventListener(over, (event) => inZone(event)?.classList.remove("is-over"));
}
document.addEventListener("change", (event) => {
  const zone = inZone(event);
  if (zone && event.target.type === "file") describe(zone, event.target);
});
