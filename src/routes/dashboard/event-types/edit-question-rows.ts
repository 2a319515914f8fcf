import type { RequestEvent } from "@sveltejs/kit";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { parseEventTypeForm } from "./event-type-form-values.ts";
import { editQuestionRows, focusTargetAfter } from "./question-form-values.ts";

/** Adds, reorders and removes rows of the editor where scripts do not run; nothing is saved. */
export async function editQuestionRowsAction(event: RequestEvent) {
  requireHost(event);
  const form = await event.request.formData();
  const values = parseEventTypeForm(form);
  const press = String(form.get("press"));
  const questions = editQuestionRows(values.questions, press);
  return {
    refusal: null,
    values: { ...values, questions },
    reached: focusTargetAfter(questions, press),
  };
}
