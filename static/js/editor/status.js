// The line that always says whether the words are safe: <output id="save-state" data-state="…">.

const line = document.getElementById("save-state");

const WORDS = {
  unsaved: "有未保存的文字",
  saving: "正在保存…",
  stored: "未保存（已存在本机，联网后自动重试）",
  unstored: "未保存，请不要关闭页面",
  conflict: "有一处两边都改了，点此处理",
};

export function show(state, words = WORDS[state]) {
  const style = { stored: "failed", unstored: "failed", conflict: "failed" }[state] ?? state;
  if (line.dataset.state !== style) line.dataset.state = style;
  if (line.textContent !== words) line.textContent = words;
}
