import * as v from "valibot";
import { AccountClosureInput, EmailInput } from "../../scheduling/profile.ts";
import { Timestamp } from "../fields.ts";
import { operation } from "../operation.ts";

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
});

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
});

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
});
