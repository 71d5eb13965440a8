// Says in a toast when an htmx request fails: the server's own short answer when it is plain text
// (config/errors.py), and otherwise what the person can do. Nothing on the page is replaced.

const WORDS = {
  400: "提交的内容无法识别，请刷新页面后重试。",
  403: "您没有权限进行这一操作。",
  404: "要找的内容不存在，可能已被删除。请刷新页面。",
  413: "内容过大，未能提交。",
  429: "操作过于频繁，请稍后再试。",
};
const OTHERWISE = "服务暂时出错，未能完成操作。请稍后重试，仍不成功请联系管理员。";
const UNREACHABLE = "连接不上服务器，未能提交。请检查网络后重试。";

const say = (words, level = "error") =>
  document.dispatchEvent(new CustomEvent("toast", { detail: { words, level } }));

document.addEventListener("htmx:responseError", ({ detail: { xhr } }) => {
  const isPlain = xhr.getResponseHeader("Content-Type")?.startsWith("text/plain");
  say((isPlain && xhr.responseText.trim()) || WORDS[xhr.status] || OTHERWISE);
});
document.addEventListener("htmx:sendError", () => say(UNREACHABLE));
document.addEventListener("htmx:timeout", () => say("服务器长时间没有回应，请稍后重试。"));
document.addEventListener("htmx:swapError", () => say("页面未能更新，请刷新页面。"));

// A form that is answered with the sign-in page stays, with what has been written in it.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { xhr, requestConfig } = event.detail;
  const address = xhr.getResponseHeader("HX-Redirect");
  if (requestConfig.verb === "get" || !requestConfig.elt.closest("form")) return;
  if (!address || !new URL(address, location.href).pathname.endsWith("/sign-in/")) return;
  event.preventDefault();
  const words = "登录已过期，没有提交。您写的文字还在这里，请在新标签页登录，再回来提交。";
  const action = { label: "去登录", press: () => window.open(address, "_blank", "noopener") };
  document.dispatchEvent(new CustomEvent("toast", { detail: { words, level: "error", action } }));
});

window.addEventListener("offline", () => say("网络已断开，恢复之前无法保存到服务器。", "warning"));
window.addEventListener("online", () => say("网络已恢复。", "success"));
