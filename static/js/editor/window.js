// The name of this browser window, and the running count of its saves.
// The name lives in memory and is put into sessionStorage only while the page goes away: a reload
// finds it again, a duplicated tab does not.

const KEY = "zhibi:writer";
const COUNT = "zhibi:sequence";

function take() {
  try {
    const [navigation] = performance.getEntriesByType("navigation");
    const kept = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    if (kept && navigation?.type === "reload") return { name: kept, isBack: true };
  } catch {
    // storage is switched off: a new name each time
  }
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return { name: [...bytes].map((b) => b.toString(16).padStart(2, "0")).join(""), isBack: false };
}

const { name, isBack } = take();
let last = 0;
try {
  last = Number(sessionStorage.getItem(COUNT)) || 0;
} catch {
  // as above
}

export const writer = name;
export const cameBack = isBack;

export function nextCount() {
  last = Math.max(last + 1, Date.now());
  return last;
}

window.addEventListener("pagehide", () => {
  try {
    sessionStorage.setItem(KEY, name);
    sessionStorage.setItem(COUNT, String(last));
  } catch {
    // as above
  }
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) sessionStorage.removeItem(KEY);
});
