import * as v from "valibot";
import { error } from "@sveltejs/kit";
import { action } from "$lib/server/http/action.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { emailRow } from "$lib/server/jobs/email-view.ts";
import * as hostEmails from "$lib/server/jobs/host-emails.ts";
import { inLine } from "$lib/i18n/label.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const { emails: { list: words }, refusals } = messages(host.language);
  const seen = await hostEmails.previewEmail(app, host.id, event.params.id);
  if (!seen) error(404, refusals.sentences["not-found"]);
  const { job, rendered, isSuperseded } = seen;
  const row = emailRow(job, host, app.sendMail !== null);
  return {
    title: row.kind,
    words,
    email: { ...row, canSend: row.canSend && !isSuperseded && app.sendMail !== null },
    isSuperseded,
    about: rendered && {
      bookingId: rendered.booking.id,
      to: rendered.email.to,
      replyTo: inLine(rendered.email.replyTo.map(({ address }) => address), host.language),
      subject: rendered.email.subject,
      text: rendered.email.text,
      links: rendered.email.links,
      hasInvitation: rendered.email.invitation !== null,
    },
  };
};

const Nothing = v.object({});

export const actions: Actions = {
  send: action(
    Nothing,
    ({ app, host, event }) => hostEmails.resendEmail(app, host.id, event.params["id"]!),
    { done: () => "/dashboard/emails?notice=sent" },
  ),
  dismiss: action(
    Nothing,
    ({ app, host, event }) => hostEmails.dismissEmail(app, host.id, event.params["id"]!),
    { done: () => "/dashboard/emails?notice=dismissed" },
  ),
};
