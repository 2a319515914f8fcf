import type { Booking } from "$lib/scheduling/booking.ts";
import type { PrivateLink } from "$lib/scheduling/private-link.ts";
import type { Job } from "./job.ts";
import type { LinkRecord } from "./bookings.ts";
import { commit, listAll } from "./commit.ts";
import type { FeedKind, OpenFeed } from "./feeds.ts";
import { setFeed } from "./feeds.ts";
import { deleteInvitation, type Invitation } from "./invitations.ts";
import { dropJobs } from "./jobs.ts";
import { keys } from "./keys.ts";
import { deletePrivateLinks } from "./private-links.ts";
import type { WebhookSubscription } from "$lib/scheduling/webhook.ts";
import { writeSubscription } from "./webhooks.ts";

/** New links of a booking: sealed for its record, and the link records by hash. */
interface ReissuedLinks {
  sealed: Booking["links"];
  records: { hash: string; record: LinkRecord }[];
}

/** Creates new links for a booking; links that were already sent stay valid. */
export async function reissueBookingLinks(
  kv: Deno.Kv,
  bookingId: string,
  createLinks: (booking: Booking) => Promise<ReissuedLinks>,
): Promise<void> {
  for (;;) {
    const was = await kv.get<Booking>(keys.booking(bookingId));
    if (!was.value) return;
    const { sealed, records } = await createLinks(was.value);
    const op = kv.atomic().check(was).set(was.key, { ...was.value, links: sealed });
    for (const { hash, record } of records) op.set(keys.link(hash), record);
    if (await commit(op)) return;
  }
}

/**
 * Deletes feeds, private links, invitations, titles of calendar entries and unsent emails whose secrets are lost; webhooks are paused until
 * they have a new secret, and calendar connections stay and must be reconnected.
 */
export async function deleteLostSecrets(
  kv: Deno.Kv,
  isLost: (value: unknown) => boolean,
): Promise<void> {
  const lost = async <T>(prefix: Deno.KvKey) =>
    (await listAll<T>(kv, { prefix })).filter(({ value }) => isLost(value));
  for (const entry of await lost<OpenFeed>(keys.allFeedsOf())) {
    const [, hostId, kind] = entry.key as [string, string, FeedKind];
    await setFeed(kv, entry, { hostId, kind }, null);
  }
  for (const { value } of await lost<PrivateLink>(keys.privateLinks())) {
    await commit(deletePrivateLinks(kv.atomic(), [value]));
  }
  for (const { key } of await lost<string>(keys.allBusyTitles())) {
    await commit(kv.atomic().delete(key));
  }
  for (const { value } of await lost<Invitation>(keys.invitations())) {
    await deleteInvitation(kv, value);
  }
  for (const entry of await lost<WebhookSubscription>(keys.webhooks())) {
    const op = kv.atomic();
    writeSubscription(op, entry, { ...entry.value, active: false, secrets: [] });
    await commit(op);
  }
  await dropJobs(kv, (await lost<Job>(keys.jobs())).map(({ value }) => value));
}
