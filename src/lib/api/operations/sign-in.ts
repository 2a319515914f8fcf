import * as v from "valibot";
import { operation } from "../operation.ts";
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
  body: v.object({
    email: v.pipe(v.string(), v.maxLength(320, "too-long")),
    to: v.optional(v.pipe(v.string(), v.maxLength(2000, "too-long"))),
  }),
  answer: v.object({}),
  status: 202,
  example: { body: { email: "ada@example.org" } },
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
  body: v.object({
    token: v.pipe(v.string(), v.maxLength(1000)),
    name: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(120)), ""),
    timezone: v.optional(v.pipe(v.string(), v.maxLength(200, "too-long")), ""),
  }),
  answer: v.object({ user: User }),
  status: 200,
  refusals: ["signed-out", "name-taken"],
});

export const whoAmI = operation({
  id: "auth.me",
  method: "GET",
  path: "/v0/auth/me",
  tag,
  summary: "Get who is signed in",
  access: "read",
  answer: v.object({ user: User }),
});

export const signOut = operation({
  id: "auth.logout",
  method: "POST",
  path: "/v0/auth/logout",
  tag,
  summary: "End the session of this browser",
  description: "Succeeds without a session too. An API key ends by being revoked.",
  access: "public",
  answer: v.object({}),
  status: 200,
});
