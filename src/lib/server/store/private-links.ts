import { DAY } from "$lib/scheduling/durations.ts";
import type { PrivateLink } from "$lib/scheduling/private-link.ts";
import { listAll } from "../kv/commit.ts";
import { purgeOver } from "../kv/delete-many.ts";
import { keys } from "../kv/keys.ts";

/** How long an expired or revoked link can be told from an unknown one, ms. */
const RETENTION_MS = 90 * DAY;

/** The link of a secret's hash, with its version; its value is null when there is none. */
export function readPrivateLink(
  kv: Deno.Kv,
  hash: string,
): Promise<Deno.KvEntryMaybe<PrivateLink>> {
  return kv.get<PrivateLink>(keys.privateLink(hash));
}

/** An event type's private links, newest first. */
export async function listPrivateLinks(
  kv: Deno.Kv,
  ownerId: string,
  typeId: string,
): Promise<PrivateLink[]> {
  const hashes = await listAll<string>(kv, { prefix: keys.privateLinksOf(ownerId, typeId) });
  const links: PrivateLink[] = [];
  for (let i = 0; i < hashes.length; i += 10) {
    const batch = hashes.slice(i, i + 10).map(({ value }) => keys.privateLink(value));
    for (const { value } of await kv.getMany<PrivateLink[]>(batch)) if (value) links.push(value);
  }
  return links.sort((a, b) => b.createdAt - a.createdAt || (a.hash < b.hash ? -1 : 1));
}

/** Adds to a commit: a link in place of the one that was read; without `was` another check guards it. */
export function writePrivateLink(
  op: Deno.AtomicOperation,
  was: Deno.KvEntryMaybe<PrivateLink> | null,
  link: PrivateLink,
): Deno.AtomicOperation {
  const { hash, ownerId, typeId } = link;
  if (was) op.check(was);
  return op
    .set(keys.privateLink(hash), link)
    .set(keys.privateLinkOf(ownerId, typeId, hash), hash);
}

/** Adds to a commit: links are deleted. */
export function deletePrivateLinks(
  op: Deno.AtomicOperation,
  links: readonly Pick<PrivateLink, "hash" | "ownerId" | "typeId">[],
): Deno.AtomicOperation {
  for (const { hash, ownerId, typeId } of links) {
    op.delete(keys.privateLink(hash)).delete(keys.privateLinkOf(ownerId, typeId, hash));
  }
  return op;
}

/** Deletes links whose retention after expiry or revocation is over. */
export const purgePrivateLinks = purgeOver<PrivateLink>(
  { prefix: keys.privateLinks() },
  ({ expiresAt, revokedAt }) =>
    Math.min(expiresAt ?? Infinity, revokedAt ?? Infinity) + RETENTION_MS,
  (op, link) => deletePrivateLinks(op, [link]),
);
