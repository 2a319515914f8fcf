import assert from "node:assert/strict";
import type { BookedTeam, Booking } from "$lib/scheduling/booking.ts";
import { unreadCalendar } from "$lib/scheduling/calendar-state.ts";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { withAssignment } from "$lib/scheduling/rotation.ts";
import { MAX_TYPE_MEMBERS } from "$lib/scheduling/team-terms.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { change } from "$lib/server/changes/change.ts";
import { MAX_BLOCKING_CALENDARS } from "$lib/server/connections/choose-calendars.ts";
import type { Guard } from "$lib/server/kv/guard.ts";
import { dayOf, keys } from "$lib/server/kv/keys.ts";
import { newId } from "$lib/server/runtime/secrets.ts";
import { granted, refusal } from "../../support/granted.ts";
import { countRecords } from "../../support/job-runs.ts";
import { fullText, largestQuestions, withReminders } from "../../support/largest-values.ts";
import { type CommitSize, measuredStore } from "../../support/altered-store.ts";
import { sampleFailure } from "../../support/sample-connection.ts";
import type { TestApp } from "../../support/test-app.ts";
import { addHost, bookingRequest, town } from "../../support/town.ts";

/** A quarter to midnight in UTC: the meeting and its buffers touch two days. */
const quarterToMidnight = Date.UTC(2026, 10, 3, 23, 45);

Deno.test("the largest booking of a team: each commit is under 800 mutations and 680 KiB", async () => {
  const { app, sizes, booking, hosts, team } = await largestBooking(60);
  await granted(change(app, booking.id, {
    candidates: () => hosts,
    decide: (was) => accepted({ booking: { ...revised(was), team }, event: "requested", hosts }),
  }));
  await granted(change(app, booking.id, {
    decide: (was) =>
      accepted({
        booking: { ...revised(was), status: "CONFIRMED", reservedUntil: null, sequence: 1 },
        event: "confirmed",
      }),
  }));
  await granted(change(app, booking.id, {
    requested: {
      time: ({ start, end }) => ({ start: start + 2 * DAY, end: end + 2 * DAY }),
      type: () => Promise.resolve(null),
    },
    decide: (was) =>
      accepted({
        booking: { ...revised(was), start: was.start + 2 * DAY, end: was.end + 2 * DAY },
        event: "rescheduled",
      }),
  }));
  assert.equal(await countRecords(app, "webhook_event"), 3);
  const largest = (part: keyof CommitSize) => Math.max(...sizes.map((size) => size[part]));
  const [checks, mutations, bytes] = [largest("checks"), largest("mutations"), largest("bytes")];
  console.log(
    `largest commit: ${mutations} mutations, ${Math.round(bytes / 1024)} KiB, ${checks} checks`,
  );
  assert(mutations < 800 && bytes < 680 * 1024 && checks <= 10);
});

Deno.test("the largest booking of a round robin keeps everybody who shared it", async () => {
  const { app, booking, team } = await largestBooking(0);
  const members = Array.from(
    { length: MAX_TYPE_MEMBERS },
    () => ({ hostId: newId(), weight: 10, priority: 3 }),
  );
  const { turn } = withAssignment({}, members, members[0]!.hostId, app.now());
  const mode = "round-robin" as const;
  await granted(change(app, booking.id, {
    decide: (was) =>
      accepted({
        booking: { ...revised(was), team: { ...team, mode, confirmations: [], turn } },
        event: "passed-on",
      }),
  }));
});

Deno.test("days that are too full to be written in one commit are taken, not an error", async () => {
  const { app, booking, hosts, team } = await largestBooking(280);
  const joined = await refusal(change(app, booking.id, {
    candidates: () => hosts,
    decide: (was) => accepted({ booking: { ...revised(was), team }, event: "requested", hosts }),
  }));
  assert.equal(joined.code, "taken");
});

function revised(was: Booking): Booking {
  return { ...was, revision: was.revision + 1 };
}

/** A request with every field at its limit, and eight hosts whose days have so many meetings already. */
async function largestBooking(holdsADay: number) {
  const sizes: CommitSize[] = [];
  const kv = measuredStore(await Deno.openKv(":memory:"), (size) => sizes.push(size));
  const { app, host, type } = await town({
    app: { kv },
    host: { zone: "America/Los_Angeles" },
    type: {
      slug: "s".repeat(64),
      title: fullText(80),
      durations: [30],
      slotInterval: 15,
      bufferBefore: 180,
      bufferAfter: 180,
      location: { kind: "custom", value: fullText(300) },
      confirmedMessage: fullText(1000),
      rejectedMessage: fullText(1000),
      allowExtraGuests: true,
      questions: largestQuestions.long,
    },
  });
  await withReminders(app, host, type);
  const requested = await granted(bookings.request(app, largestRequest()));
  const hosts = [host];
  for (let n = 2; n <= 8; n++) {
    const preferredUsername = `member-${n}`;
    hosts.push(await addHost(app, { preferredUsername, name: fullText(80), email: longEmail(n) }));
  }
  for (const each of hosts) await fill(app, each, holdsADay);
  sizes.length = 0;
  const team: BookedTeam = {
    id: newId(),
    slug: "t".repeat(30),
    name: fullText(80),
    mode: "collective",
    confirmedBy: "all",
    whenDeclined: "end",
    keepsHost: true,
    optional: [],
    confirmations: hosts.map(({ id }) => id),
    declinedBy: [],
    withdrawn: [],
    turn: null,
  };
  const { booking } = requested;
  return { app, sizes, booking, hosts: hosts.map(({ id }) => id), team };
}

function largestRequest() {
  return bookingRequest({
    slug: "s".repeat(64),
    start: quarterToMidnight,
    guest: {
      name: fullText(120),
      email: `${"e".repeat(64)}@${"d".repeat(180)}.example`,
      note: manyWords(2000),
      zone: "America/Argentina/ComodRivadavia",
      hourCycle: 24,
      answers: largestQuestions.long.map(({ slug }) => [slug, fullText(1000)]),
    },
    extraGuests: Array.from({ length: 10 }, (_, n) => extraGuest(n)),
    key: { route: "test", value: "k".repeat(200) },
  });
}

const longEmail = (n: number) => `${"h".repeat(60)}${n}@${"d".repeat(180)}.example`;

/** An address of the most octets and of many words. */
const extraGuest = (n: number) =>
  `${"Ж.".repeat(20)}${"w".repeat(22)}${n}@${"d".repeat(60)}.${"e".repeat(60)}.${
    "f".repeat(57)
  }.example`;

/** As many search terms as there can be, each of letters outside Latin-1. */
function manyWords(length: number): string {
  return Array.from({ length: 60 }, (_, i) => `Ж${i}${"й".repeat(29)}`).join(" ").slice(0, length);
}

/** Gives a host as many calendars as there can be, all of them failing, and days with so many meetings. */
async function fill(app: TestApp, host: Host, holdsADay: number): Promise<void> {
  const failure = sampleFailure({ detail: "d".repeat(120) });
  const calendars = Array.from({ length: MAX_BLOCKING_CALENDARS }, () => [
    `${newId()}:${"c".repeat(300)}`,
    { ...unreadCalendar(newId()), syncedAt: app.now(), syncedUntil: app.now(), failure },
  ]);
  const guard: Guard = {
    version: 1,
    calendars: Object.fromEntries(calendars),
    isListening: true,
  };
  const targetCalendar = { connectionId: newId(), calendarId: "c".repeat(300) };
  await app.kv.set(keys.guard(host.id), guard);
  await app.kv.set(keys.host(host.id), { ...host, targetCalendar });
  for (const span of [0, 1, 2, 3]) {
    const key = keys.ledger(host.id, dayOf(quarterToMidnight) + span);
    const held = (await app.kv.get<Hold[]>(key)).value ?? [];
    const others = Array.from({ length: holdsADay }, () => otherHold(held[0]?.start));
    await app.kv.set(key, [...held, ...others]);
  }
}

function otherHold(start = quarterToMidnight): Hold {
  return {
    slot: newId(),
    bookingIds: [newId()],
    typeId: newId(),
    start,
    end: start + 5 * MINUTE,
    bufferBefore: 0,
    bufferAfter: 0,
    expiresAt: start,
  };
}
