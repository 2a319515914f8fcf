import { redirect, type RequestEvent } from "@sveltejs/kit";
import { MAX_REMINDERS } from "$lib/scheduling/reminder.ts";
import { failWith } from "$lib/server/http/problem-details.ts";
import * as reminders from "$lib/server/event-types/reminders.ts";
import { customizableEmails, messageOf } from "$lib/server/email/messages/registry.ts";
import { getEmailTemplates } from "$lib/server/store/email-templates.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import {
  editReminderRows,
  parseReminderForm,
  parseReminders,
  reminderFormValues,
} from "./reminder-form-values.ts";
import { type PlaceOf, requireType, type TypePlace } from "./type-place.ts";

/** Reminders and email texts of an event type. */
export async function loadEmails(event: RequestEvent, place: TypePlace) {
  const { app } = event.locals;
  const { dashboard: { emailTemplates: words }, emails: emailWords } = messages(
    place.host.language,
  );
  const type = await requireType(event, place);
  const own = await getEmailTemplates(app.kv, type.ownerId, type.id);
  return {
    title: format(words.title, { title: type.title }),
    words,
    type: { title: type.title, path: `${place.list}/${type.id}` },
    isOfTeam: type.team !== null,
    values: reminderFormValues(type),
    most: MAX_REMINDERS,
    hasServer: app.sendMail !== null,
    emails: customizableEmails.map((which) => ({
      which,
      label: messageOf(which).label(emailWords),
      isOwn: which in own.texts,
    })),
    worded: type.reminders.filter(({ id }) => id in own.texts).map(({ id }) => id),
    saved: event.url.searchParams.get("notice") === "saved",
  };
}

/** Saves the reminders. */
export const emailsActions = (placeOf: PlaceOf) => ({
  /** Adds and removes rows where scripts do not run; nothing is saved. */
  editRows: async (event: RequestEvent) => {
    await placeOf(event);
    const form = await event.request.formData();
    const values = parseReminderForm(form);
    const press = String(form.get("press"));
    const rows = editReminderRows(values.rows, press);
    const reached = press === "add" ? `reminder-${rows.length - 1}-amount` : "reminder-add";
    return { refusal: null, values: { ...values, rows }, reached };
  },

  save: async (event: RequestEvent) => {
    const { host, owner, typeId, list } = await placeOf(event);
    const form = await event.request.formData();
    const values = parseReminderForm(form);
    const input = parseReminders(values);
    if (!input.ok) return failWith(input.refusal, values, host.language);
    const revision = Number(form.get("over") ?? values.revision);
    const saved = await reminders.setReminders(
      event.locals.app,
      owner,
      typeId,
      revision,
      input.value,
    );
    if (!saved.ok) return failWith(saved.refusal, values, host.language);
    redirect(303, `${list}/${typeId}/emails?notice=saved`);
  },
});
