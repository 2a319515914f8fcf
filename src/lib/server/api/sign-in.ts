import * as v from "valibot";
import { accepted } from "$lib/scheduling/outcome.ts";
import { sendSignInLink } from "../auth/magic-links.ts";
import { endBrowserSession, startBrowserSession } from "../auth/session-cookie.ts";
import { useLink } from "../auth/sign-in-links.ts";
import { profileOf } from "../hosts/profile.ts";
import { operation } from "./operation.ts";
import { User } from "./profile.ts";

const tag = "Sign-in";

export const sendMagicLink = operation({
  id: "auth.sendLink",
  method: "POST",
  path: "/v0/auth/magic-link",
  tag,
  summary: "Email a sign-in link",
  description:
    "The answer is the same for an unknown address, and never holds the link. `to` is a path of this site to go on to.",
  access: "public",
  signsIn: true,
  body: v.object({
    email: v.pipe(v.string(), v.maxLength(320, "too-long")),
    to: v.optional(v.pipe(v.string(), v.maxLength(2000, "too-long"))),
  }),
  answer: v.object({}),
  status: 202,
  example: { body: { email: "ada@example.org" } },
}, async ({ app, body, event }) => {
  const mailed = await sendSignInLink(
    app,
    body.email,
    event.locals.client,
    body.to,
    event.locals.language,
  );
  return mailed.ok ? accepted({}) : mailed;
});

export const verifyMagicLink = operation({
  id: "auth.verify",
  method: "POST",
  path: "/v0/auth/verify",
  tag,
  summary: "Sign in by a link",
  description:
    "The session is set as a cookie; no token is answered. A link works once. `name` and `timezone` are those of a new host.",
  access: "public",
  signsIn: true,
  body: v.object({
    token: v.pipe(v.string(), v.maxLength(1000)),
    name: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(120)), ""),
    timezone: v.optional(v.pipe(v.string(), v.maxLength(200, "too-long")), ""),
  }),
  answer: v.object({ user: User }),
  status: 200,
  refusals: ["signed-out", "name-taken"],
}, async ({ app, body, event }) => {
  const { token, name, timezone } = body;
  const entered = await useLink(app, token, {
    name,
    zone: timezone,
    language: event.locals.language,
  });
  if (!entered.ok) return entered;
  const { host, method } = entered.value;
  if (method) await startBrowserSession(event, host.id, method);
  return accepted({ user: profileOf(host) });
});

export const whoAmI = operation({
  id: "auth.me",
  method: "GET",
  path: "/v0/auth/me",
  tag,
  summary: "Get who is signed in",
  access: "read",
  signsIn: true,
  answer: v.object({ user: User }),
}, ({ host }) => accepted({ user: profileOf(host) }));

export const signOut = operation({
  id: "auth.logout",
  method: "POST",
  path: "/v0/auth/logout",
  tag,
  summary: "End the session of this browser",
  description: "Succeeds without a session too. An API key ends by being revoked.",
  access: "public",
  signsIn: true,
  answer: v.object({}),
  status: 200,
}, async ({ event }) => {
  await endBrowserSession(event);
  return accepted({});
});
