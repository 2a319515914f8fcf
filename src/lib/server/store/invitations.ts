import { commit, listAll } from "../kv/commit.ts";
import { purgeOver } from "../kv/delete-many.ts";
import { keys } from "../kv/keys.ts";
import { LINK_RETENTION_MS } from "./magic-links.ts";

/** A host's invitation to create a booking page on this installation. */
export interface Invitation {
  hash: string;
  /** The token, sealed for the context "invitation", so that the host can see the link again. */
  sealed: string;
  hostId: string;
  createdAt: number;
  expiresAt: number;
  usedAt: number | null;
}

export async function getInvitation(kv: Deno.Kv, hash: string): Promise<Invitation | null> {
  return (await kv.get<Invitation>(keys.invitation(hash))).value;
}

/** All stored invitations of a host. */
export async function listInvitations(kv: Deno.Kv, hostId: string): Promise<Invitation[]> {
  const index = await listAll<true>(kv, { prefix: keys.invitationsOf(hostId) });
  const all = await Promise.all(index.map(({ key }) => getInvitation(kv, String(key.at(-1)))));
  return all.filter((invitation) => invitation !== null);
}

export async function addInvitation(kv: Deno.Kv, invitation: Invitation): Promise<void> {
  await commit(
    kv.atomic()
      .set(keys.invitation(invitation.hash), invitation)
      .set(keys.invitationOf(invitation.hostId, invitation.hash), true),
  );
}

/** Marks an invitation as used; false when it was used before. */
export async function useInvitation(kv: Deno.Kv, hash: string, now: number): Promise<boolean> {
  const entry = await kv.get<Invitation>(keys.invitation(hash));
  if (!entry.value || entry.value.usedAt !== null) return false;
  const used: Invitation = { ...entry.value, usedAt: now };
  return commit(
    kv.atomic().check(entry).set(entry.key, used)
      .delete(keys.invitationOf(used.hostId, hash)),
  );
}

export async function deleteInvitation(kv: Deno.Kv, was: Invitation): Promise<void> {
  await commit(dropInvitation(kv.atomic(), was));
}

function dropInvitation(
  op: Deno.AtomicOperation,
  { hash, hostId }: Invitation,
): Deno.AtomicOperation {
  return op.delete(keys.invitation(hash)).delete(keys.invitationOf(hostId, hash));
}

/** Deletes invitations whose retention after expiry is over. */
export const purgeInvitations = purgeOver<Invitation>(
  { prefix: keys.invitations() },
  ({ expiresAt }) => expiresAt + LINK_RETENTION_MS,
  dropInvitation,
);
