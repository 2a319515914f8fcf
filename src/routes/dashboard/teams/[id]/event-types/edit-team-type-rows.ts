import type { RequestEvent } from "@sveltejs/kit";
import { editQuestionRows, focusTargetAfter } from "../../../event-types/question-form-values.ts";
import { requireTeam } from "../../require-team.ts";
import { parseTeamTypeForm } from "./team-type-form-values.ts";

/** Adds, reorders and removes questions where scripts do not run; nothing is saved. */
export async function editTeamTypeRows(event: RequestEvent) {
  await requireTeam(event, "admin");
  const form = await event.request.formData();
  const values = parseTeamTypeForm(form);
  const press = String(form.get("press"));
  const questions = editQuestionRows(values.questions, press);
  return {
    refusal: null,
    values: { ...values, questions },
    reached: focusTargetAfter(questions, press),
  };
}
