import { error, redirect } from "@sveltejs/kit";
import { failWith, requireHost } from "$lib/server/http/problem-details.ts";
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

export const actions: Actions = {
  send: async (event) => {
    const host = requireHost(event);
    const sent = await hostEmails.resendEmail(event.locals.app, host.id, event.params.id);
    if (!sent.ok) return failWith(sent.refusal, {}, host.language);
    redirect(303, "/dashboard/emails?notice=sent");
  },

  dismiss: async (event) => {
    const host = requireHost(event);
    const dismissed = await hostEmails.dismissEmail(event.locals.app, host.id, event.params.id);
    if (!dismissed.ok) return failWith(dismissed.refusal, {}, host.language);
    redirect(303, "/dashboard/emails?notice=dismissed");
  },
};
