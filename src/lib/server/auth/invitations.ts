import { DAY } from "$lib/scheduling/durations.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { hashOf, newSecret } from "../runtime/secrets.ts";
import * as store from "../store/invitations.ts";
import type { Invitation } from "../store/invitations.ts";

const invitationLifetimeMs = 7 * DAY;
const maxOpenInvitations = 50;

/** The hash by which an invitation's token is found. */
export function hashOfInvitation(token: string): Promise<string> {
  return hashOf("invitation", token);
}

/** An open invitation, with the link that signs a new host up. */
export interface OpenInvitation {
  hash: string;
  link: string;
  /** Epoch ms. */
  expiresAt: number;
}

/** Creates an invitation for one new host, valid seven days; "too-many" while fifty are open. */
export async function invite(
  app: App,
  hostId: string,
): Promise<Outcome<OpenInvitation & { token: string }, "too-many">> {
  const now = app.now();
  if ((await list(app, hostId)).length >= maxOpenInvitations) {
    return refused("too-many", { detail: "invitations" });
  }
  const token = newSecret(), hash = await hashOfInvitation(token);
  const expiresAt = now + invitationLifetimeMs;
  await store.addInvitation(app.kv, {
    hash,
    sealed: await app.sealer.seal(token, "invitation"),
    hostId,
    createdAt: now,
    expiresAt,
    usedAt: null,
  });
  return accepted({ token, hash, link: linkWith(app, token), expiresAt });
}

/** A host's open invitations with their links, newest first. */
export async function list(app: App, hostId: string): Promise<OpenInvitation[]> {
  const openInvitations = (await store.listInvitations(app.kv, hostId))
    .filter((invitation) => invitation.usedAt === null && invitation.expiresAt > app.now())
    .sort((a, b) => b.createdAt - a.createdAt);
  return Promise.all(openInvitations.map(async (invitation) => ({
    hash: invitation.hash,
    link: await linkOf(app, invitation),
    expiresAt: invitation.expiresAt,
  })));
}

async function linkOf(app: App, invitation: Invitation): Promise<string> {
  return linkWith(app, await app.sealer.open(invitation.sealed, "invitation"));
}

function linkWith({ baseUrl }: App, token: string): string {
  return `${baseUrl}/auth/verify?token=${token}`;
}

/** Withdraws an invitation; "not-found" for another host's. */
export async function withdraw(
  app: App,
  hostId: string,
  hash: string,
): Promise<Outcome<null, "not-found">> {
  const invitation = /^[A-Za-z0-9_-]{43}$/.test(hash)
    ? await store.getInvitation(app.kv, hash)
    : null;
  if (!invitation || invitation.hostId !== hostId) return refused("not-found");
  await store.deleteInvitation(app.kv, invitation);
  return accepted(null);
}
