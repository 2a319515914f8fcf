import assert from "node:assert/strict";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import { countBooked } from "$lib/server/availability/time-off-json.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { clearFromDays, listOnDays } from "$lib/server/bookings/clear-time-off.ts";
import { parseDays } from "$lib/server/bookings/parse-days.ts";
import { listHistory } from "$lib/server/store/bookings.ts";
import { listHolds } from "$lib/server/store/ledger.ts";
import { granted, refusal } from "../../support/granted.ts";
import { addTeamBooking, teamTown } from "../../support/team-town.ts";
import { addHost, ask, mondayTen, town } from "../../support/town.ts";

const monday = { first: "2026-11-02", last: "2026-11-02" };
const message = "I’m away that day, sorry.";

/** Ada with a meeting and a request on Monday, a meeting on Tuesday, and one that asks to move from Tuesday to Monday. */
async function bookedTown() {
  const { app, host } = await town();
  const book = async (start: number, isConfirmed: boolean) => {
    const { id } = (await ask(app, { start })).booking;
    const decision = { hostId: host.id, revision: 1, message: "", force: false };
    if (isConfirmed) assert((await bookings.confirm(app, id, decision)).ok);
    return id;
  };
  const meeting = await book(mondayTen, true);
  const request = await book(mondayTen + HOUR, false);
  const tuesday = await book(mondayTen + DAY, true);
  const moving = await book(mondayTen + DAY + HOUR, true);
  const moved = await granted(bookings.reschedule(app, moving, {
    by: { actor: "guest" },
    start: mondayTen + 3 * HOUR,
    revision: null,
    key: null,
  }));
  assert(moved.rescheduleRequest);
  return { app, host, meeting, request, tuesday, moving };
}

Deno.test("listOnDays: live bookings, requests, and meetings that ask to move there; other days stay out", async () => {
  const { app, host, meeting, request, moving } = await bookedTown();
  const { live, ended } = await listOnDays(app, host, monday);
  assert.deepEqual(new Set(live.map(({ id }) => id)), new Set([meeting, request, moving]));
  assert.deepEqual(ended, []);
  const none = await listOnDays(app, host, { first: "2026-11-04", last: "2026-11-05" });
  assert.deepEqual(none, { live: [], ended: [] });
});

Deno.test("countBooked: requests, and requests to move there, apart from bookings", async () => {
  const { app, host } = await bookedTown();
  assert.deepEqual(await countBooked(app, host, monday), { bookings: 1, requests: 2 });
  const tuesday = { first: "2026-11-03", last: "2026-11-03" };
  assert.deepEqual(await countBooked(app, host, tuesday), { bookings: 2, requests: 0 });
});

Deno.test("clearFromDays: cancels, declines, keeps the meeting that only asks to move there", async () => {
  const { app, host, meeting, request, tuesday, moving } = await bookedTown();
  const clear = (id: string) => clearFromDays(app, id, { host, days: monday, message });
  const outcomes = await Promise.all([meeting, request, moving].map(clear));
  assert.deepEqual(
    outcomes.map((each) => each.ok && [each.value.status, each.value.message]),
    [["CANCELLED", message], ["REJECTED", message], ["CONFIRMED", message]],
  );
  const kept = granted(outcomes[2]!);
  assert(kept.rescheduleRequest === null);
  assert.equal(kept.start, mondayTen + DAY + HOUR);
  const onDay = { start: mondayTen - HOUR, end: mondayTen + 8 * HOUR };
  assert.deepEqual(
    (await listHolds(app.kv, host.id, onDay)).filter(({ start }) => start < onDay.end),
    [],
  );

  const other = await clear(tuesday);
  assert(!other.ok && other.refusal.code === "changed", "another day’s meeting stays");
  const after = await listOnDays(app, host, monday);
  assert.deepEqual(after.live, []);
  assert.deepEqual(after.ended.map(({ id }) => id), [meeting, request]);
});

Deno.test("clearFromDays: goes on after an interruption, and again at the same moment, once each", async () => {
  const { app, host, meeting, request } = await bookedTown();
  const clear = (id: string) => clearFromDays(app, id, { host, days: monday, message });
  assert((await clear(meeting)).ok);
  const again = await Promise.all([meeting, request, meeting, request].map(clear));
  assert.equal(again.filter(({ ok }) => ok).length, 1);
  for (const each of again) {
    if (!each.ok) assert.match(each.refusal.code, /^already-|^changed$/);
  }
  for (const [id, event] of [[meeting, "cancelled"], [request, "rejected"]] as const) {
    const events = (await listHistory(app.kv, id)).map((entry) => entry.event);
    assert.equal(events.filter((each) => each === event).length, 1);
  }
});

Deno.test("clearFromDays: nobody else’s bookings", async () => {
  const { app, meeting } = await bookedTown();
  const grace = await addHost(app, { email: "grace@example.org", preferredUsername: "grace" });
  const outcome = await refusal(
    clearFromDays(app, meeting, { host: grace, days: monday, message }),
  );
  assert.equal(outcome.code, "not-found");
  assert.deepEqual((await listOnDays(app, grace, monday)).live, []);
});

Deno.test("clearFromDays: a team’s booking by its member, not by an owner who is not in it", async () => {
  const team = await teamTown(), { app } = team;
  const [ada, ben] = team.hosts as [typeof team.hosts[0], typeof team.hosts[0]];
  const { id } = await addTeamBooking(team, [ben], { isConfirmed: true });
  const owner = await refusal(clearFromDays(app, id, { host: ada, days: monday, message }));
  assert.equal(owner.code, "not-found");
  assert((await clearFromDays(app, id, { host: ben, days: monday, message })).ok);
});

Deno.test("parseDays: a single day, a span, and nothing else", () => {
  assert.deepEqual(parseDays("2026-11-02", null), monday);
  assert.deepEqual(parseDays("2026-11-02", "2026-11-05")?.last, "2026-11-05");
  for (
    const [first, last] of [[null, null], ["soon", null], ["2026-11-05", "2026-11-02"], [
      "2026-11-02",
      "2036-11-02",
    ]]
  ) {
    assert.equal(parseDays(first!, last!), null, `${first} ${last}`);
  }
});
