// The report page: a mark on the paper leads to its finding in the tab 体检, and the table and the
// findings lead back to the paper. Where the tab is not the open one, it is opened first.

document.documentElement.classList.add("has-script");

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.seen");
  const item = link && document.querySelector(link.getAttribute("href"));
  if (!item) return;
  event.preventDefault();
  bootstrap.Tab.getOrCreateInstance(document.getElementById("tab-check")).show();
  for (const other of document.querySelectorAll(".found[aria-current]")) {
    other.removeAttribute("aria-current");
  }
  item.setAttribute("aria-current", "true");
  item.scrollIntoView({ block: "nearest" });
  item.querySelector("a").focus({ preventScroll: true });
});
