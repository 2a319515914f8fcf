import { lastUsableDate } from "$lib/scheduling/private-link.ts";
import type { PrivateLinkView } from "./private-links.ts";

/** A private link as the API returns it to its host: without its address. */
export function privateLinkJson(
  { link, state, bookings }: Pick<PrivateLinkView, "link" | "state" | "bookings">,
  zone: string,
) {
  const { hash, label, maxUses, expiresAt, revokedAt, createdAt } = link;
  return {
    id: hash,
    label,
    state,
    uses: maxUses,
    bookings: bookings.map(({ id }) => id),
    until: expiresAt === null ? null : lastUsableDate(expiresAt, zone),
    expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
    revokedAt: revokedAt === null ? null : new Date(revokedAt).toISOString(),
    createdAt: new Date(createdAt).toISOString(),
  };
}
