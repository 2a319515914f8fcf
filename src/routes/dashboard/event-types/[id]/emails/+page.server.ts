import { error, redirect } from "@sveltejs/kit";
import { MAX_REMINDERS } from "$lib/scheduling/reminder.ts";
import { failWith, requireHost } from "$lib/server/http/problem-details.ts";
import * as reminders from "$lib/server/event-types/reminders.ts";
import { getEventType } from "$lib/server/store/event-types.ts";
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
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const { dashboard: { emailTemplates: words }, emails: emailWords, refusals } = messages(
    host.language,
  );
  const type = await getEventType(app.kv, host.id, event.params.id);
  if (!type) error(404, refusals.sentences["not-found"]);
  const own = await getEmailTemplates(app.kv, host.id, type.id);
  return {
    title: format(words.title, { title: type.title }),
    words,
    type: { id: type.id, title: type.title },
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
};

export const actions: Actions = {
  /** Adds and removes rows where scripts do not run; nothing is saved. */
  editRows: async (event) => {
    requireHost(event);
    const form = await event.request.formData();
    const values = parseReminderForm(form);
    const press = String(form.get("press"));
    const rows = editReminderRows(values.rows, press);
    const reached = press === "add" ? `reminder-${rows.length - 1}-amount` : "reminder-add";
    return { refusal: null, values: { ...values, rows }, reached };
  },

  save: async (event) => {
    const host = requireHost(event);
    const form = await event.request.formData();
    const values = parseReminderForm(form);
    const input = parseReminders(values);
    if (!input.ok) return failWith(input.refusal, values, host.language);
    const revision = Number(form.get("over") ?? values.revision);
    const { id } = event.params;
    const saved = await reminders.setReminders(
      event.locals.app,
      host.id,
      id,
      revision,
      input.value,
    );
    if (!saved.ok) return failWith(saved.refusal, values, host.language);
    redirect(303, `/dashboard/event-types/${id}/emails?notice=saved`);
  },
};
