import * as v from "valibot";
import { Next, pageQuery, Timestamp } from "$lib/openapi/fields.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { emailJson } from "../jobs/email-json.ts";
import * as hostEmails from "../jobs/host-emails.ts";
import { getEmailJob, listEmailJobs } from "../store/email-jobs.ts";
import { operation } from "./operation.ts";

const tag = "Emails";
const EmailState = v.picklist(["waiting", "running", "done", "failed", "unsent", "superseded"]);

/** An email about a booking, to its guest or the host. */
const EmailAnswer = v.object({
  id: v.string(),
  kind: v.string(),
  to: v.picklist(["guest", "host"]),
  state: v.pipe(
    EmailState,
    v.description("`done` is sent; `unsent` waits for a mail server or an address."),
  ),
  bookingId: v.string(),
  attempts: v.number(),
  createdAt: Timestamp,
  dueAt: Timestamp,
  doneAt: v.nullable(Timestamp),
  error: v.nullable(v.string()),
});

export const listEmails = operation({
  id: "emails.list",
  method: "GET",
  path: "/v0/me/emails",
  tag,
  summary: "List emails about your bookings",
  description: "Newest first. A page may hold fewer than `limit` and have a `next` all the same.",
  access: "read",
  query: v.object(pageQuery()),
  answer: v.object({ emails: v.array(EmailAnswer), next: Next }),
}, async ({ app, host, query: { cursor, limit } }) => {
  const page = { limit, ...(cursor ? { cursor } : {}) };
  const found = await listEmailJobs(app.kv, host.id, page);
  return accepted({ emails: found.emails.map(emailJson), next: found.cursor });
});

export const getEmail = operation({
  id: "emails.get",
  method: "GET",
  path: "/v0/me/emails/{id}",
  tag,
  summary: "Get an email as it would be sent now",
  description: "The secrets of its links are left out.",
  access: "read",
  answer: v.object({
    email: EmailAnswer,
    superseded: v.pipe(v.boolean(), v.description("The booking has changed: it is never sent.")),
    content: v.pipe(
      v.nullable(v.object({
        to: v.string(),
        replyTo: v.array(v.string()),
        subject: v.string(),
        text: v.string(),
        html: v.string(),
        hasInvitation: v.boolean(),
      })),
      v.description("Null where the booking is gone, or another member’s."),
    ),
  }),
}, async ({ app, host, params }) => {
  const seen = await hostEmails.previewEmail(app, host.id, params.id, true);
  if (!seen) return refused("not-found");
  const email = seen.rendered?.email;
  return accepted({
    email: emailJson(seen.job),
    superseded: seen.isSuperseded,
    content: email
      ? {
        to: email.to.address,
        replyTo: email.replyTo.map(({ address }) => address),
        subject: email.subject,
        text: email.text,
        html: email.html,
        hasInvitation: email.invitation !== null,
      }
      : null,
  });
});

const changing = {
  method: "POST",
  tag,
  access: "bookings",
  status: 200,
  answer: v.object({ email: EmailAnswer }),
} as const;

export const resendEmail = operation({
  ...changing,
  id: "emails.resend",
  path: "/v0/me/emails/{id}/resend",
  summary: "Send an email again",
  refusals: ["changed", "in-progress"],
}, async ({ app, host, params }) => {
  if (!await getEmailJob(app.kv, host.id, params.id)) return refused("not-found");
  const changed = await hostEmails.resendEmail(app, host.id, params.id);
  if (!changed.ok) return changed;
  const email = await getEmailJob(app.kv, host.id, params.id);
  return email ? accepted({ email: emailJson(email) }) : refused("not-found");
});

export const dismissEmail = operation({
  ...changing,
  id: "emails.dismiss",
  path: "/v0/me/emails/{id}/dismiss",
  summary: "Dismiss an email that was not sent",
  refusals: ["changed"],
}, async ({ app, host, params }) => {
  if (!await getEmailJob(app.kv, host.id, params.id)) return refused("not-found");
  const changed = await hostEmails.dismissEmail(app, host.id, params.id);
  if (!changed.ok) return changed;
  const email = await getEmailJob(app.kv, host.id, params.id);
  return email ? accepted({ email: emailJson(email) }) : refused("not-found");
});
