import * as v from "valibot";
import { Timestamp } from "$lib/openapi/fields.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { AccountClosureInput, EmailInput } from "$lib/scheduling/profile.ts";
import * as hostEmail from "../auth/host-email.ts";
import { endBrowserSession } from "../auth/session-cookie.ts";
import * as account from "../hosts/account.ts";
import { emailOf } from "../hosts/profile.ts";
import { operation } from "./operation.ts";

const access = "session";

/** The caller's email address. */
const email = {
  email: v.nullable(v.string()),
  emailVerified: v.boolean(),
  pendingEmail: v.pipe(
    v.nullable(v.string()),
    v.description("The address that waits for its verification."),
  ),
};

export const getEmail = operation({
  id: "profile.email",
  method: "GET",
  path: "/v0/me/email",
  tag: "Profile",
  summary: "Get your email address",
  access,
  answer: v.object(email),
}, ({ host }) => accepted(emailOf(host)));

export const changeEmail = operation({
  id: "profile.changeEmail",
  method: "PUT",
  path: "/v0/me/email",
  tag: "Profile",
  summary: "Change your email address",
  description:
    "A link is mailed to the new address, which takes effect once the link is opened; `mailed` is false where the site sends no email, and it takes effect at once, unverified.",
  access,
  body: EmailInput,
  answer: v.object({ ...email, mailed: v.boolean() }),
  refusals: ["not-found"],
  example: { body: { email: "ada@example.org" } },
}, async ({ app, host, body }) => {
  const changed = await hostEmail.changeEmail(app, host, body.email);
  if (!changed.ok) return changed;
  return accepted({ ...emailOf(changed.value.host), mailed: changed.value.mailed });
});

export const sendVerification = operation({
  id: "profile.sendVerification",
  method: "POST",
  path: "/v0/me/email/verification",
  tag: "Profile",
  summary: "Email another verification link",
  description: "Refused where no address waits for its verification.",
  access,
  answer: v.object({ email: v.pipe(v.string(), v.description("Where it was mailed to.")) }),
  status: 202,
  refusals: ["invalid", "changed"],
}, ({ app, host }) => hostEmail.resendVerification(app, host));

export const closeAccount = operation({
  id: "profile.closeAccount",
  method: "POST",
  path: "/v0/me/close-account",
  tag: "Profile",
  summary: "Close your account",
  description:
    "Cancels what is coming, erases everything of yours and ends this session. It can’t be undone, so it asks for your username and for `sure`. `message` is for the guests of upcoming bookings. Refused while a team has no other owner.",
  access,
  body: AccountClosureInput,
  answer: v.object({ closedAt: Timestamp }),
  status: 200,
  refusals: ["not-found"],
  example: { body: { username: "your-username", message: "I’m moving on.", sure: true } },
}, async ({ app, host, body, event }) => {
  const closed = await account.close(app, host.id, body);
  if (!closed.ok) return closed;
  await endBrowserSession(event);
  return accepted({ closedAt: new Date(closed.value.closure!.at).toISOString() });
});
