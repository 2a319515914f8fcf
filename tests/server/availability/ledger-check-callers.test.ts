/**
 * Every way to a host's time but a guest's page compares it with their bookings first: on each, a hold that was lost is
 * there again.
 */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { checkConflicts } from "$lib/server/changes/conflict-check.ts";
import { rescheduleSharedSlot } from "$lib/server/bookings/shared-slot-actions.ts";
import { upcomingMeetingIds } from "$lib/server/connections/two-way-sync.ts";
import { explainDay } from "$lib/server/availability/explain.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { writeCalendar } from "$lib/server/jobs/write-calendar.ts";
import { getMeeting } from "$lib/server/bookings/meeting.ts";
import { newJob } from "$lib/server/store/jobs.ts";
import { granted, refusal } from "../../support/granted.ts";
import type { TestApp } from "../../support/test-app.ts";
import {
  addEventType,
  ask,
  bookingRequest,
  mondayTen,
  restartApp,
  town,
} from "../../support/town.ts";
import { deleteHolds, ledgerOf } from "../../support/ledger.ts";

/** What a door is opened with: a fresh start of the program over a store whose holds were lost. */
interface Lost {
  next: TestApp;
  host: Host;
  type: EventType;
  /** Asked for at ten; agreed at two; a seat at four. */
  asked: Booking;
  agreed: Booking;
  seat: Booking;
}

const day = { start: mondayTen - 2 * HOUR, end: mondayTen + 8 * HOUR };

const doors: Record<string, (lost: Lost) => Promise<void>> = {
  async "the reasons why a time is not offered"({ next, host, type, asked }) {
    const { requested: why } = await explainDay(next, {
      host,
      type,
      minutes: 30,
      requested: asked.start,
    });
    assert.deepEqual(why?.reasons.map(({ code }) => code), ["PENDING"]);
  },
  async "a new booking"({ next, asked }) {
    const again = await refusal(bookings.request(next, bookingRequest({ start: asked.start })));
    assert.equal(again.code, "taken");
  },
  async "a guest's move"({ next, asked, agreed }) {
    const rescheduled = await refusal(bookings.reschedule(next, asked.id, {
      by: { actor: "guest" },
      start: agreed.start,
      revision: null,
      key: null,
    }));
    assert.equal(rescheduled.code, "taken");
  },
  async "a host's move"({ next, host, asked, agreed }) {
    const rescheduled = await refusal(bookings.reschedule(next, asked.id, {
      by: { actor: "host", hostId: host.id, force: true },
      start: agreed.start,
      revision: null,
      key: null,
    }));
    assert.equal(rescheduled.code, "taken");
  },
  async "a move of a shared time"({ next, host, seat, agreed }) {
    const rescheduled = await refusal(rescheduleSharedSlot(next, seat.slot, {
      hostId: host.id,
      start: agreed.start,
    }));
    assert.equal(rescheduled.code, "taken");
  },
  async "the host's yes"({ next, host, asked }) {
    const decision = { hostId: host.id, revision: asked.revision, message: "", force: true };
    await granted(bookings.confirm(next, asked.id, decision));
  },
  async "the day that a host decides on"({ next, host, asked }) {
    const { agenda } = await checkConflicts(next, asked, host);
    assert.equal(agenda.length, 3);
  },
  async "a calendar is told of a shared time"({ next, host, seat }) {
    const work = {
      kind: "write-calendar" as const,
      hostId: host.id,
      bookingId: seat.id,
      slot: seat.slot,
      connectionId: "none",
    };
    await writeCalendar(next, newJob({ hostId: host.id, work, dueAt: 0 }, next.now()));
    const meeting = await getMeeting(next.kv, seat.slot);
    assert.deepEqual(meeting?.confirmed.map(({ id }) => id), [seat.id]);
  },
  async "meetings that follow their entries"({ next, host, agreed, seat }) {
    const ahead = await upcomingMeetingIds(next, host.id);
    assert(ahead.has(agreed.id) && ahead.has(seat.slot));
  },
};

for (const [door, open] of Object.entries(doors)) {
  Deno.test(`checkLedger comes before ${door}`, async () => {
    const { app, host, type } = await town({ type: { slug: "talk" } });
    const shared = await addEventType(app, host, { slug: "class", seats: 3, decision: "instant" });
    const book = async (start: number, slug: string) => {
      const outcome = await ask(app, { start, slug });
      return outcome.booking;
    };
    const requested = await book(mondayTen, type.slug);
    const agreed = await granted(
      bookings.confirm(app, (await book(mondayTen + 4 * HOUR, type.slug)).id, {
        hostId: host.id,
        revision: 1,
        message: "",
        force: true,
      }),
    );
    const seat = await book(mondayTen + 6 * HOUR, shared.slug);
    const before = Object.keys(await ledgerOf(app.kv, host.id));
    await deleteHolds(app.kv);
    const next = await restartApp(app);
    await open({ next, host, type, asked: requested, agreed: agreed, seat });
    assert.deepEqual(Object.keys(await ledgerOf(app.kv, host.id)), before);
  });
}

Deno.test("checkLedger: a guest's page does not wait for it, and is another one once it has found something", async () => {
  const { app, host, type } = await town();
  const { booking: { start } } = await ask(app);
  await deleteHolds(app.kv);
  const next = await restartApp(app), search = { hosts: [host], type, minutes: 30, window: day };
  const waiting = { ...next, checkLedger: () => new Promise<never>(() => {}) };
  assert((await findSlots(waiting, search)).starts.includes(start));
  await next.checkLedger(host.id);
  assert(!(await findSlots(waiting, search)).starts.includes(start));
});

/** Who reads held time without asking, and why that is right. */
const unasked: Record<string, string> = {
  "src/lib/server/bookings/meeting.ts": "its callers have asked",
  "src/lib/server/changes/booked-location.ts": "reads a slot that stands in snapshots",
  "src/lib/server/changes/assign.ts": "reads a slot that stands in snapshots",
  "src/lib/server/bookings/decide-reschedule.ts": "reads a slot that stands in snapshots",
  "src/lib/server/availability/watch-availability.ts":
    "looks for deadlines to wake up at; what is free is read by others",
  "src/routes/dashboard/calendar/week-card.ts": "names the guests of a slot, and offers no time",
};

Deno.test("whoever reads held time has it compared first, or stands in a list with the reason", async () => {
  const reads = /\b(listHolds|listDeadlines|readShards|getSlot|getMeeting)\b/;
  const found: string[] = [], listed: string[] = [];
  for await (const path of filesIn("src")) {
    const text = await Deno.readTextFile(`${root}${path}`);
    if (path.startsWith("src/lib/server/store/") || !reads.test(text)) continue;
    if (path in unasked) listed.push(path);
    else if (!text.includes("app.checkLedger(")) found.push(path);
  }
  assert.deepEqual(found, []);
  assert.deepEqual(listed.sort(), Object.keys(unasked).sort(), "the list names nobody else");
});

const root = fileURLToPath(new URL("../../..", import.meta.url));

async function* filesIn(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(`${root}${folder}`)) {
    if (isDirectory) yield* filesIn(`${folder}/${name}`);
    else if (name.endsWith(".ts")) yield `${folder}/${name}`;
  }
}
