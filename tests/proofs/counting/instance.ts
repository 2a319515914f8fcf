/** One instance of the program as far as it counts: visits and bookings, until it is done or killed. */
import { countSome } from "$lib/server/analytics/count-bookings.ts";
import { openVisitCounter } from "$lib/server/runtime/visit-counter.ts";
import { commitBookings } from "$lib/server/store/booking-commit.ts";
import { readBooking } from "$lib/server/store/bookings.ts";
import { addVisits } from "$lib/server/store/visit-days.ts";
import {
  INSTANCES,
  newBooking,
  nextChange,
  openPatiently,
  owners,
  type Quota,
  steps,
  typeIds,
} from "./run-instances.ts";

const { path, journal, visits, changes, pauseMs, number, bookings, visitors }: Quota = JSON.parse(
  Deno.args[0]!,
);
const below = (n: number) => Math.floor(Math.random() * n);
const kv = await openPatiently(path);
const instance = crypto.randomUUID();
const book = await Deno.open(journal, { append: true, create: true, write: true });
const note = (...words: (string | number)[]) => {
  book.writeSync(new TextEncoder().encode(`${words.join("\t")}\n`));
};

const counter = openVisitCounter(Date.now, async (batch) => {
  await addVisits(kv, instance, batch);
  const counts = Object.values(batch.visits.types).flatMap((type) => Object.values(type)).flat();
  note("written", batch.ownerId, counts.reduce((sum, times) => sum + times, 0));
}, (error) => {
  // What was not written is tried again.
  if (!isLocked(error)) throw error;
});

/** On a busy machine three processes may wait for each other's commits for long. */
function isLocked(error: unknown): boolean {
  return error instanceof Error && error.message.includes("database is locked");
}

async function patiently(act: () => Promise<unknown>): Promise<void> {
  for (let tries = 1;; tries++) {
    try {
      return void await act();
    } catch (error) {
      if (tries === 100 || !isLocked(error)) throw error;
      await new Promise((wake) => setTimeout(wake, 100 * Math.random()));
    }
  }
}

/** A request to a page; it is noted before it is counted. */
function visit(): void {
  const owner = owners[below(owners.length)]!, typeId = typeIds[below(typeIds.length)]!;
  const visitor = `visitor-${below(visitors)}`, step = steps[below(steps.length)]!;
  const now = Date.now();
  note("visit", now, instance, owner.id, typeId, visitor, step);
  counter.count({
    ownerId: owner.id,
    typeId,
    date: "2026-11-01",
    source: "page",
    steps: [step],
    visitor,
    facts: () => ({ device: "phone", language: "de" }),
    zoneOffset: null,
  });
}

/** A request for a booking, or a change of one that others may change at the same time. */
async function change(): Promise<void> {
  const owner = owners[below(owners.length)]!;
  const maker = below(INSTANCES), id = `${owner.id}-${maker}-${below(bookings)}`;
  const was = await readBooking(kv, id);
  if (!was && maker !== number) return;
  const booking = was ? nextChange(was.value, below) : newBooking(id, owner, below);
  const { start, end, changedBy: by } = booking;
  const committed = await commitBookings({ kv }, {
    now: booking.changedAt,
    bookings: [{
      was,
      booking,
      historyEntry: { at: booking.changedAt, by, event: "requested", start, end },
    }],
    hosts: [],
  });
  if (committed) note("changed");
}

for (let visited = 0, changed = 0; visited < visits || changed < changes;) {
  const ahead = Math.ceil((visits - visited) / Math.max(1, changes - changed));
  for (let n = 0; n < ahead && visited < visits; n++, visited++) visit();
  if (changed < changes) {
    await patiently(change);
    changed++;
    await new Promise((wake) => setTimeout(wake, pauseMs));
  } else {
    await new Promise((wake) => setTimeout(wake, 1));
  }
  if (below(12) === 0) {
    await patiently(() => countSome(kv, owners[below(owners.length)]!.id, 1 + below(60)));
  }
}
await counter.flush();
note("done");
kv.close();
