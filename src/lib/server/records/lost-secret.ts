import type { Booking } from "$lib/scheduling/booking.ts";
import type { PrivateLink } from "$lib/scheduling/private-link.ts";
import type { Job } from "../store/job.ts";
import { type LinkRecord, readBooking } from "../store/bookings.ts";
import { setBooking } from "../store/stored-booking.ts";
import { commit, listAll } from "../kv/commit.ts";
import type { FeedKind, OpenFeed } from "../store/feeds.ts";
import { setFeed } from "../store/feeds.ts";
import { deleteInvitation, type Invitation } from "../store/invitations.ts";
import { dropJobs } from "../store/jobs.ts";
import { keys } from "../kv/keys.ts";
import { deletePrivateLinks } from "../store/private-links.ts";
import { extendSession, type Session } from "../store/sessions.ts";
import type { KindWith } from "./records.ts";
import type { WebhookSubscription } from "$lib/scheduling/webhook.ts";
import { writeSubscription } from "../store/webhooks.ts";

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
    const was = await readBooking(kv, bookingId);
    if (!was) return;
    const { sealed, records } = await createLinks(was.value);
    const op = setBooking(kv.atomic().check(was), { ...was.value, links: sealed });
    for (const { hash, record } of records) op.set(keys.link(hash), record);
    if (await commit(op)) return;
  }
}

type Release = (kv: Deno.Kv, lost: Deno.KvEntry<unknown>[]) => Promise<void>;

/** What becomes of each kind whose secrets are lost; null where it stays as it is. */
const releases: Record<KindWith<"secret">, Release | null> = {
  feed_of: each<OpenFeed>(async (kv, entry) => {
    const [, hostId, kind] = entry.key as [string, string, FeedKind];
    await setFeed(kv, entry, { hostId, kind }, null);
  }),
  private_link: each<PrivateLink>((kv, { value }) =>
    commit(deletePrivateLinks(kv.atomic(), [value]))
  ),
  busy_title: each((kv, { key }) => commit(kv.atomic().delete(key))),
  invitation: each<Invitation>((kv, { value }) => deleteInvitation(kv, value)),
  // It lasts, and signing out names no account to the issuer.
  session: each<Session>((kv, { value }) => extendSession(kv, { ...value, atIssuer: null })),
  // Paused until it has a new one.
  webhook: each<WebhookSubscription>((kv, entry) => {
    const op = kv.atomic();
    writeSubscription(op, entry, { ...entry.value, active: false, secrets: [] });
    return commit(op);
  }),
  job: (kv, lost) => dropJobs(kv, lost.map(({ value }) => value as Job)),
  // It gets new links: `reissueBookingLinks`.
  booking: null,
  // Its host has to reconnect it.
  connection: null,
  // Its titles are read again with the next complete sync.
  object_chunk: null,
};

function each<T>(release: (kv: Deno.Kv, entry: Deno.KvEntry<T>) => Promise<unknown>): Release {
  return async (kv, lost) => {
    for (const entry of lost) await release(kv, entry as Deno.KvEntry<T>);
  };
}

/** Deletes or pauses what has a secret that is lost. */
export async function deleteLostSecrets(
  kv: Deno.Kv,
  isLost: (value: unknown) => boolean,
): Promise<void> {
  for (const [kind, release] of Object.entries(releases)) {
    if (!release) continue;
    const entries = await listAll<unknown>(kv, { prefix: [kind] });
    await release(kv, entries.filter(({ value }) => isLost(value)));
  }
}
