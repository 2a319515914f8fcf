import * as v from "valibot";
import { Timestamp } from "$lib/openapi/fields.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { deviceOf } from "../auth/device.ts";
import * as invitations from "../auth/invitations.ts";
import * as sessions from "../auth/sessions.ts";
import * as signInMethods from "../auth/sign-in-methods.ts";
import { operation } from "./operation.ts";

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
}, async ({ app, host }) => {
  const { email, identities } = await signInMethods.list(app, host);
  return accepted({
    email,
    signInMethods: identities.map(({ hash, issuer }) => ({ id: hash, issuer })),
  });
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
}, async ({ app, host, params }) => {
  const removed = await signInMethods.remove(app, host, params.id);
  return removed.ok ? accepted({}) : removed;
});

/** A browser that is signed in. */
const Session = v.object({
  id: v.string(),
  device: v.pipe(
    v.nullable(v.object({ browser: v.string(), system: v.string() })),
    v.description("Null where the browser doesn’t say."),
  ),
  signedInBy: v.picklist(["console", "magic-link", "oidc", "github", "invitation"]),
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
}, async ({ app, host, event }) => {
  const here = event.locals.session;
  const found = await sessions.list(app, host.id);
  return accepted({
    sessions: found.map(({ hash, method, userAgent, createdAt, lastSeenAt, expiresAt }) => ({
      id: hash,
      device: deviceOf(userAgent),
      signedInBy: method,
      createdAt: new Date(createdAt).toISOString(),
      lastSeenAt: new Date(lastSeenAt).toISOString(),
      expiresAt: new Date(expiresAt).toISOString(),
      current: hash === here,
    })),
  });
});

export const endSession = operation({
  id: "auth.endSession",
  method: "DELETE",
  path: "/v0/me/sessions/{id}",
  tag,
  summary: "End a session",
  access,
  answer: v.object({}),
}, async ({ app, host, params }) => {
  const ended = await sessions.end(app, host.id, params.id);
  return ended.ok ? accepted({}) : ended;
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
}, async ({ app, host, event }) => {
  await sessions.endOthers(app, host.id, event.locals.session);
  return accepted({});
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
}, async ({ app, host }) => {
  const open = await invitations.list(app, host.id);
  return accepted({ invitations: open.map(invitationJson) });
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
}, async ({ app, host }) => {
  const invited = await invitations.invite(app, host.id);
  return invited.ok ? accepted({ invitation: invitationJson(invited.value) }) : invited;
});

export const revokeInvitation = operation({
  id: "auth.revokeInvitation",
  method: "DELETE",
  path: "/v0/me/invitations/{id}",
  tag,
  summary: "Revoke an invitation to this site",
  access,
  answer: v.object({}),
}, async ({ app, host, params }) => {
  const revoked = await invitations.withdraw(app, host.id, params.id);
  return revoked.ok ? accepted({}) : revoked;
});

function invitationJson({ hash, link, expiresAt }: invitations.OpenInvitation) {
  return { id: hash, link, expiresAt: new Date(expiresAt).toISOString() };
}
