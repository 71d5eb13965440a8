// Words that the server has not confirmed yet, kept in this browser: one record a window and part,
// under zhibi:draft:<user>:<report>:<part>:<window> as {wording, words, at}.

import { writer } from "./window.js";

const editor = document.querySelector("[data-editor]");
const PREFIX = `zhibi:draft:${editor.dataset.user}:${editor.dataset.report}:`;
const keyOf = (part, name = writer) => `${PREFIX}${part}:${name}`;

// Whether the words are stored now; false where the browser refuses (full, private window).
export function keep(part, wording, words) {
  try {
    localStorage.setItem(keyOf(part), JSON.stringify({ wording, words, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

export function drop(part, name = writer) {
  try {
    localStorage.removeItem(keyOf(part, name));
  } catch {
    // nothing was stored either
  }
}

export function all() {
  const found = [];
  try {
    for (let index = 0; index < localStorage.length; index += 1) {
      const key = localStorage.key(index);
      if (!key.startsWith(PREFIX)) continue;
      const [part, name] = key.slice(PREFIX.length).split(":");
      found.push({ part, writer: name, ...JSON.parse(localStorage.getItem(key)) });
    }
  } catch {
    // storage is switched off, or a record is broken: there is nothing to offer
  }
  return found.sort((one, other) => one.at - other.at);
}

// The names of other windows that have this report open now.
const channel = new BroadcastChannel(`zhibi:editor:${editor.dataset.report}`);
const others = new Set();
channel.addEventListener("message", ({ data }) => {
  if (data.asks) channel.postMessage({ here: writer });
  if (data.here) others.add(data.here);
});

export function openElsewhere() {
  others.clear();
  channel.postMessage({ asks: true });
  return new Promise((resolve) => setTimeout(() => resolve(others), 250));
}
