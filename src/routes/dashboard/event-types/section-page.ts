import { error, fail, redirect, type RequestEvent } from "@sveltejs/kit";
import { statusOf } from "$lib/openapi/refusal-status.ts";
import type { Refusal } from "$lib/scheduling/outcome.ts";
import { isTypeSection, type TypeSection } from "$lib/scheduling/event-type-sections.ts";
import { editSection } from "$lib/server/event-types/edit-section.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import { refusalText } from "$lib/server/http/problem-details.ts";
import { textIn } from "./editor/form-text.ts";
import { editQuestionRows, focusTargetAfter } from "./editor/question-values.ts";
import { editReminderRows, reminderFocusAfter } from "./editor/reminder-values.ts";
import { parseSection, readSections, type TypeFormValues } from "./editor/type-form-values.ts";
import type { PlaceOf } from "./type-place.ts";

/** The section that a page of the editor is about; the first where its address names none. */
export function sectionOf({ params }: Pick<RequestEvent, "params">): TypeSection {
  const section = params["section"] ?? "basics";
  return isTypeSection(section) ? section : "basics";
}

/** Saves one section, or deletes the event type. */
export const sectionActions = (placeOf: PlaceOf) => ({
  /** Adds, reorders and removes rows where scripts do not run; nothing is saved. */
  editRows: async (event: RequestEvent) => {
    await placeOf(event);
    const form = await event.request.formData();
    const values = readSections([sectionOf(event)], form);
    return {
      refusal: null,
      shown: textIn(form, "shown"),
      ...editRows(values, textIn(form, "press")),
    };
  },

  save: async (event: RequestEvent) => {
    const { host, owner, typeId } = await placeOf(event);
    const section = sectionOf(event);
    const form = await event.request.formData();
    const entered = { values: readSections([section], form), shown: textIn(form, "shown") };
    const refuse = (refusal: Refusal) =>
      fail(statusOf[refusal.code], { refusal: refusalText(refusal, host.language), ...entered });
    const changes = parseSection(section, form);
    if (!changes.ok) return refuse(changes.refusal);
    const shown = textIn(form, "over") || entered.shown;
    const edit = { section, shown, changes: changes.value };
    const saved = await editSection(event.locals.app, owner, typeId, edit);
    if (!saved.ok) return refuse(saved.refusal);
    redirect(303, `${event.url.pathname.replace(/\/$/, "")}?notice=saved`);
  },

  remove: async (event: RequestEvent) => {
    const { host, owner, typeId, list } = await placeOf(event);
    const gone = await eventTypes.remove(event.locals.app, owner, typeId);
    if (!gone.ok) {
      error(statusOf[gone.refusal.code], refusalText(gone.refusal, host.language).sentence);
    }
    redirect(303, `${list}?notice=deleted`);
  },
});

/** The rows of a section after a press on one of them. */
export function editRows(
  values: Partial<TypeFormValues>,
  press: string,
): { values: Partial<TypeFormValues>; reached: string } {
  if (values.emails) {
    const reminders = editReminderRows(values.emails.reminders, press);
    const emails = { ...values.emails, reminders };
    return { values: { emails }, reached: reminderFocusAfter(reminders, press) };
  }
  const questions = editQuestionRows(values.questions ?? [], press);
  return { values: { questions }, reached: focusTargetAfter(questions, press) };
}
