import type { Job } from "./job.ts";
import { commit } from "../kv/commit.ts";
import { purgeOver } from "../kv/delete-many.ts";
import { writeJob } from "./jobs.ts";
import { keys } from "../kv/keys.ts";
import { DAY } from "$lib/scheduling/durations.ts";

/** An emailed link, found by the hash of its token; a used one is kept for a while so that its page can say so. */
export interface MagicLink {
  hash: string;
  purpose: "sign-in" | "sign-up" | "verify-email";
  /** Empty when no host has the address: such a link was requested and not sent. */
  hostId: string;
  email: string;
  /** The path to redirect to after sign-in. */
  redirectTo: string;
  expiresAt: number;
  usedAt: number | null;
}

/** How long a used or expired link can be told from an unknown one, ms. */
export const LINK_RETENTION_MS = 7 * DAY;
/** How long a used signed link is kept after its expiry, ms. */
const USED_LINK_RETENTION_MS = 30 * DAY;

export async function getMagicLink(kv: Deno.Kv, hash: string): Promise<MagicLink | null> {
  return (await kv.get<MagicLink>(keys.magicLink(hash))).value;
}

/** Stores a link together with the job that emails it; the job is null when no host has the address. */
export async function addMagicLink(
  kv: Deno.Kv,
  link: MagicLink,
  emailJob: Job | null,
): Promise<void> {
  const op = kv.atomic().set(keys.magicLink(link.hash), link);
  if (emailJob) writeJob(op, emailJob);
  await commit(op);
}

/** Marks a link as used; false when it was used before. */
export async function useMagicLink(kv: Deno.Kv, hash: string, now: number): Promise<boolean> {
  const entry = await kv.get<MagicLink>(keys.magicLink(hash));
  if (!entry.value || entry.value.usedAt !== null) return false;
  const used: MagicLink = { ...entry.value, usedAt: now };
  return commit(kv.atomic().check(entry).set(entry.key, used));
}

export async function isLinkUsed(kv: Deno.Kv, hash: string): Promise<boolean> {
  return (await kv.get(keys.usedLink(hash))).value !== null;
}

/** When a signed link was used, and when it would have expired, epoch ms. */
export interface UsedLink {
  usedAt: number;
  expiresAt: number;
}

/** Records that a signed link was used; false when it was used before. */
export function markLinkUsed(
  kv: Deno.Kv,
  hash: string,
  expiresAt: number,
  now: number,
): Promise<boolean> {
  const key = keys.usedLink(hash);
  const used: UsedLink = { usedAt: now, expiresAt };
  return commit(kv.atomic().check({ key, versionstamp: null }).set(key, used));
}

/** Deletes emailed links whose retention after expiry is over. */
export const purgeMagicLinks = purgeOver<MagicLink>(
  { prefix: keys.magicLinks() },
  ({ expiresAt }) => expiresAt + LINK_RETENTION_MS,
);

/** Deletes used links whose retention after expiry is over. */
export const purgeUsedLinks = purgeOver<UsedLink>(
  { prefix: keys.usedLinks() },
  ({ usedAt, expiresAt }) => Math.max(usedAt, expiresAt) + USED_LINK_RETENTION_MS,
);

/** The host with this verified email address. */
export async function getHostIdByEmail(kv: Deno.Kv, emailHash: string): Promise<string | null> {
  return (await kv.get<string>(keys.email(emailHash))).value;
}
