import * as v from "valibot";
import { Next, pageQuery, Timestamp } from "../fields.ts";
import { operation } from "../operation.ts";

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
});

export const dismissEmail = operation({
  ...changing,
  id: "emails.dismiss",
  path: "/v0/me/emails/{id}/dismiss",
  summary: "Dismiss an email that was not sent",
  refusals: ["changed"],
});
