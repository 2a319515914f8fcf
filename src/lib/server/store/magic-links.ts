import type { Job } from "./job.ts";
import { commit } from "./commit.ts";
import { writeJob } from "./jobs.ts";
import { keys } from "./keys.ts";

/** A link that was mailed, found by the hash of its token; a used one stays a while, to say so. */
export interface MagicLink {
  hash: string;
  purpose: "sign-in" | "sign-up" | "verify-email";
  /** Empty when the address is nobody's: such a link was asked for, and was not sent. */
  hostId: string;
  email: string;
  /** The path to go on to. */
  redirectTo: string;
  expiresAt: number;
  usedAt: number | null;
}

/** How long a link that is used or late is remembered, so that it can be told from an unknown one. */
export const MAGIC_LINK_RETENTION_MS = 7 * 86_400_000;

export async function getMagicLink(kv: Deno.Kv, hash: string): Promise<MagicLink | null> {
  return (await kv.get<MagicLink>(keys.magicLink(hash))).value;
}

/** Keeps a link together with the letter that carries it; the letter is null when there is nobody to write to. */
export async function addMagicLink(
  kv: Deno.Kv,
  link: MagicLink,
  emailJob: Job | null,
): Promise<void> {
  const op = kv.atomic().set(keys.magicLink(link.hash), link);
  if (emailJob) writeJob(op, emailJob);
  await commit(op);
}

/** Uses a link up; false when somebody else was faster. */
export async function useMagicLink(kv: Deno.Kv, hash: string, now: number): Promise<boolean> {
  const entry = await kv.get<MagicLink>(keys.magicLink(hash));
  if (!entry.value || entry.value.usedAt !== null) return false;
  const used: MagicLink = { ...entry.value, usedAt: now };
  return commit(kv.atomic().check(entry).set(entry.key, used));
}

export async function isLinkUsed(kv: Deno.Kv, hash: string): Promise<boolean> {
  return (await kv.get(keys.usedLink(hash))).value !== null;
}

/** That a signed link was used, and until when it would have been good. */
export interface UsedLink {
  usedAt: number;
  expiresAt: number;
}

/** Writes down that a signed link was used; false when it was used before. */
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

/** The host whose verified address this is. */
export async function getHostIdByEmail(kv: Deno.Kv, emailHash: string): Promise<string | null> {
  return (await kv.get<string>(keys.email(emailHash))).value;
}
