// The review desk: puts its behaviours together. <div id="report" data-review-desk>.

import * as keys from "./keys.js";
import * as mentions from "./mentions.js";
import * as opinions from "./opinions.js";
import * as presence from "./presence.js";
import * as selecting from "./selecting.js";
import * as tabs from "./tabs.js";
import * as talk from "./talk.js";

talk.start({ desk: "1" });
tabs.start();
selecting.start();
keys.start();
opinions.start();
mentions.start();
presence.start();

// From words on the paper to what was said about them, and to the thread that an address names.
function open(thread) {
  tabs.show("pane-comments");
  const fold = thread.closest("details");
  if (fold) fold.open = true;
  talk.choose(thread);
}

document.addEventListener("click", (event) => {
  const mark = event.target.closest("#paper .remark");
  if (!mark || event.target.closest("a") || !getSelection().isCollapsed) return;
  const thread = document.getElementById(mark.dataset.remarks.split(" ")[0]);
  if (thread) open(thread);
});

function follow() {
  const [, key] = location.hash.match(/^#(?:said-)?(comment-\d+)$/) ?? [];
  const thread = key && document.getElementById(key);
  if (thread) open(thread);
}
window.addEventListener("hashchange", follow);
follow();
