import type { RequestEvent } from "@sveltejs/kit";
import { signedIn } from "$lib/server/http.ts";
import { typedFrom } from "./typed.ts";
import { reachedBy, rearranged } from "./typed-questions.ts";

/** Without scripts, too, rows of the editor are added, moved and removed here; nothing is saved. */
export async function reshape(event: RequestEvent) {
  signedIn(event);
  const form = await event.request.formData();
  const typed = typedFrom(form);
  const press = String(form.get("press"));
  const questions = rearranged(typed.questions, press);
  return { told: null, typed: { ...typed, questions }, reached: reachedBy(questions, press) };
}
