import * as v from "valibot";
import { Timestamp } from "../fields.ts";
import { operation } from "../operation.ts";

const tag = "Sign-in", access = "session";

export const listSignInMethods = operation({
  id: "auth.signInMethods",
  method: "GET",
  path: "/v0/me/sign-in-methods",
  tag,
  summary: "List how you can sign in",
  description:
    "One is added in the settings, where the browser goes to the provider and back. `email` gets sign-in links; null where no verified address does.",
  access,
  answer: v.object({
    email: v.nullable(v.string()),
    signInMethods: v.array(v.object({ id: v.string(), issuer: v.string() })),
  }),
});

export const removeSignInMethod = operation({
  id: "auth.removeSignInMethod",
  method: "DELETE",
  path: "/v0/me/sign-in-methods/{id}",
  tag,
  summary: "Remove a way to sign in",
  description: "The only one that is left stays: 409.",
  access,
  answer: v.object({}),
  refusals: ["changed"],
});

/** A browser that is signed in. */
const Session = v.object({
  id: v.string(),
  device: v.pipe(
    v.nullable(v.object({ browser: v.string(), system: v.string() })),
    v.description("Null where the browser doesn’t say."),
  ),
  signedInBy: v.picklist(["console", "magic-link", "oidc", "invitation"]),
  createdAt: Timestamp,
  lastSeenAt: v.pipe(Timestamp, v.description("To the hour.")),
  expiresAt: Timestamp,
  current: v.pipe(v.boolean(), v.description("Whether it is the one that asks.")),
});

export const listSessions = operation({
  id: "auth.sessions",
  method: "GET",
  path: "/v0/me/sessions",
  tag,
  summary: "List where you are signed in",
  description: "The last used first.",
  access,
  answer: v.object({ sessions: v.array(Session) }),
});

export const endSession = operation({
  id: "auth.endSession",
  method: "DELETE",
  path: "/v0/me/sessions/{id}",
  tag,
  summary: "End a session",
  access,
  answer: v.object({}),
});

export const endOtherSessions = operation({
  id: "auth.endOtherSessions",
  method: "POST",
  path: "/v0/me/sessions/end-others",
  tag,
  summary: "End every session but this one",
  access,
  answer: v.object({}),
  status: 200,
});

/** An invitation to this installation. */
const Invitation = v.object({
  id: v.string(),
  link: v.nullable(v.string()),
  expiresAt: Timestamp,
});

export const listInvitations = operation({
  id: "auth.invitations",
  method: "GET",
  path: "/v0/me/invitations",
  tag,
  summary: "List your open invitations to this site",
  description: "Newest first, with the links that sign up.",
  access,
  answer: v.object({ invitations: v.array(Invitation) }),
});

export const createInvitation = operation({
  id: "auth.invite",
  method: "POST",
  path: "/v0/me/invitations",
  tag,
  summary: "Invite a new host to this site",
  description: "The link signs up one host within seven days; 50 invitations can be open.",
  access,
  answer: v.object({ invitation: Invitation }),
  secrets: ["link"],
});

export const revokeInvitation = operation({
  id: "auth.revokeInvitation",
  method: "DELETE",
  path: "/v0/me/invitations/{id}",
  tag,
  summary: "Revoke an invitation to this site",
  access,
  answer: v.object({}),
});
