// Sends to the server; says in one word what became of it.

const token = () =>
  document.cookie
    .split("; ")
    .find((cookie) => cookie.startsWith("csrftoken="))
    ?.slice("csrftoken=".length);

export const headers = () => ({ "HX-Request": "true", "X-CSRFToken": token() ?? "" });
const SECONDS = 20;

// {outcome: "done" | "conflict" | "signed-out" | "unreachable" | "refused", answer: Response, text}
export async function send(address, fields) {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  let answer, text;
  try {
    answer = await fetch(address, {
      method: "POST",
      headers: headers(),
      body,
      signal: AbortSignal.timeout(SECONDS * 1000),
    });
    text = await answer.text();
  } catch {
    return { outcome: "unreachable" };
  }
  if (answer.headers.get("HX-Redirect")) return { outcome: "signed-out", answer };
  if (answer.ok) return { outcome: "done", answer, text };
  if (answer.status === 409) return { outcome: "conflict", answer, text };
  if (answer.status >= 500 || answer.status === 429) return { outcome: "unreachable", answer };
  return { outcome: "refused", answer, text: isPlain(answer) ? text : "" };
}

const isPlain = (answer) => answer.headers.get("Content-Type")?.startsWith("text/plain");
