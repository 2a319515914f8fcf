/** Confirmed bookings as the program stores them, many in a commit: for stores of a size that nobody would book by hand. */
import { type Booking, holdsOf } from "$lib/scheduling/booking.ts";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { writeBooking } from "$lib/server/store/booking-indexes.ts";
import { commit } from "$lib/server/kv/commit.ts";
import { bumpVersion, getGuard } from "$lib/server/kv/guard.ts";
import { setIdempotencyRecord } from "$lib/server/store/idempotency-records.ts";
import type { NewJob } from "$lib/server/store/job.ts";
import { newJob, writeJob } from "$lib/server/store/jobs.ts";
import { dayOf, keys } from "$lib/server/kv/keys.ts";
import { addHold, type Shards, writeShards } from "$lib/server/store/ledger.ts";
import { confirmedBooking } from "../sample-booking.ts";

/** Half hours of a day that are booked. */
const A_DAY = 20;
/** A commit takes ten checks, one of them the guard's. */
const IN_COMMIT = 5;

export interface Planted {
  hostId: string;
  from: number;
  count: number;
  /** Whether their emails and reminders are still to come; true when left out. */
  jobs?: boolean;
}

/** Books a host out from a day on, twenty half hours a day. */
export async function plantBookings(
  kv: Deno.Kv,
  { hostId, from, count, jobs = true }: Planted,
): Promise<void> {
  const first = Math.ceil(from / DAY) * DAY;
  for (let day = 0; day * A_DAY < count; day++) {
    const start = first + day * DAY + 7 * HOUR;
    let was: Shards = { hostId, days: new Map([[dayOf(start), []]]) };
    const inDay = Math.min(A_DAY, count - day * A_DAY);
    for (let done = 0; done < inDay; done += IN_COMMIT) {
      const guard = await getGuard(kv, hostId);
      const op = bumpVersion(kv.atomic(), guard);
      let is = was;
      for (let n = done; n < Math.min(done + IN_COMMIT, inDay); n++) {
        const booking = bookingAt(hostId, `${day}-${n}`, start + n * 30 * MINUTE, from);
        is = holdsOf(booking, from).reduce(addHold, is);
        writeAll(op, booking, from);
        if (jobs) writeJobs(op, booking, from);
      }
      if (!await commit(writeShards(op, was, is))) throw new Error("somebody else books, too");
      was = is;
    }
  }
}

/** What one booking leaves in the store: itself, indexes, links, and the answer to its request. */
function writeAll(op: Deno.AtomicOperation, booking: Booking, now: number): void {
  const { id, hosts: [hostId = ""], start, end } = booking;
  const by = { at: now, start, end };
  op.set(keys.history(id, 1), { ...by, by: "guest", event: "requested" });
  writeBooking(op, null, booking, { ...by, by: "host", event: "confirmed" });
  op.set(keys.link(`guest-${id}`), { bookingId: id, purpose: "guest", hostId: null });
  op.set(keys.link(`host-${id}`), { bookingId: id, purpose: "host", hostId });
  setIdempotencyRecord(
    op,
    { key: keys.idempotencyRecord(`key-${id}`), value: null, versionstamp: null },
    {
      payloadHash: `payload-${id}`,
      bookingId: id,
      at: now,
      response: {
        id,
        status: booking.status,
        startsAt: new Date(start).toISOString(),
        endsAt: new Date(end).toISOString(),
        reservedUntil: null,
      },
    },
  );
}

function writeJobs(op: Deno.AtomicOperation, booking: Booking, now: number): void {
  const { id, hosts: [hostId = ""], start } = booking;
  const email = { kind: "send-email", bookingId: id, hostId, sequence: 0, at: now } as const;
  const jobs: NewJob[] = [
    { hostId, dueAt: now, work: { ...email, emailKind: "guest-confirmed", to: "guest" } },
    { hostId, dueAt: now, work: { ...email, emailKind: "host-confirmed", to: "host" } },
    {
      hostId,
      dueAt: start - DAY,
      work: { kind: "schedule-reminders", bookingId: id, hostId, sequence: 0, handledUntil: now },
    },
  ];
  for (const job of jobs) writeJob(op, newJob(job, now));
}

function bookingAt(hostId: string, n: string, start: number, now: number): Booking {
  const id = `${hostId}-${n}`;
  const sample = confirmedBooking();
  return {
    ...sample,
    id,
    uid: `${id}@booking.invito`,
    slot: id,
    hosts: [hostId],
    guest: { ...sample.guest, name: `Guest ${n}`, email: `guest-${n}@example.net` },
    start,
    end: start + 30 * MINUTE,
    createdAt: now,
    changedAt: now,
    decidedAt: now,
    links: { guest: `sealed-guest-${id}`, hosts: { [hostId]: `sealed-host-${id}` } },
    limitKeys: [`guest-${n}`],
  };
}
