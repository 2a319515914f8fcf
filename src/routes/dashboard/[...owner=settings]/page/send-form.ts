import { deserialize } from "$app/forms";
import type { ActionResult } from "@sveltejs/kit";

/** Sends a form to its action as the framework does, and reports how much of it is sent, which `fetch` cannot. */
export function sendForm(
  action: URL,
  form: FormData,
  onprogress: (part: { done: number; total: number }) => void,
): Promise<ActionResult> {
  const { promise, resolve } = Promise.withResolvers<ActionResult>();
  const request = new XMLHttpRequest();
  const failed = () => resolve({ type: "error", error: new Error("not sent") });
  request.upload.onprogress = ({ loaded, total }) => onprogress({ done: loaded, total });
  request.onerror = failed;
  request.onload = () => {
    try {
      resolve(deserialize(request.responseText));
    } catch {
      failed();
    }
  };
  request.open("POST", action);
  request.setRequestHeader("accept", "application/json");
  request.setRequestHeader("x-sveltekit-action", "true");
  request.send(form);
  return promise;
}
