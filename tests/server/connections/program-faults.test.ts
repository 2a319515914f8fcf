import assert from "node:assert/strict";
import { freshness } from "$lib/scheduling/calendar-state.ts";
import { vtimezone } from "$lib/icalendar/vtimezone.ts";
import { component, serialize } from "$lib/icalendar/writer.ts";
import { parseBusyTimes } from "$lib/icalendar/busy-times.ts";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import { parseResponse } from "$lib/server/calendars/parsing/parse-response.ts";
import { openAccount } from "$lib/server/connections/access-tokens.ts";
import { openClockMonitor } from "$lib/server/runtime/clock.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { connectionViews } from "../../../src/lib/server/connections/connections-view.ts";
import { mondayTen } from "../../support/town.ts";
import { type FaultySetup, openFaultySetup } from "../../support/caldav/host-with-faulty-server.ts";

const window = { start: mondayTen - 2 * DAY, end: mondayTen + 60 * DAY };
const meeting = ["DTSTART:20261104T090000Z", "DURATION:PT1H"];

/** A year in which the program has a fault: every date of it that is read fails. */
function faultIn(year: number): Disposable {
  const { trim } = String.prototype;
  String.prototype.trim = function () {
    if (this.startsWith(`${year}`)) throw new TypeError("a fault of this program");
    return trim.call(this);
  };
  return { [Symbol.dispose]: () => String.prototype.trim = trim };
}

/** Own addresses that nothing can be compared with. */
class FaultyAddresses extends Array<string> {
  override map(): never[] {
    throw new TypeError("a fault of this program");
  }
}

const event = (uid: string, year: number, ...more: string[]) =>
  ["BEGIN:VEVENT", `UID:${uid}`, `DTSTART:${year}1104T090000Z`, "DURATION:PT1H", ...more]
    .concat("END:VEVENT");
const calendar = (...lines: string[]) =>
  ["BEGIN:VCALENDAR", ...lines, "END:VCALENDAR", ""].join("\r\n");

async function stateOf({ app, host, connection, server }: FaultySetup) {
  const { guard } = await getGuard(app.kv, host.id);
  const state = guard.calendars[`${connection.id}:${server.calendar}`];
  assert(state);
  return { state, how: freshness(state, app.now(), app.settings.syncIntervalMs) };
}

const faults = ({ app }: FaultySetup) => app.logged.filter(({ level }) => level === "error");

Deno.test("parseBusyTimes: an entry that meets a fault of ours is counted, and affects no other", () => {
  using _ = faultIn(2031);
  const text = calendar(...event("a", 2026), ...event("b", 2031, "SUMMARY:Dentist"));
  const { objects, unreadable } = parseBusyTimes(text, window, "Europe/Berlin");
  assert.deepEqual(objects.map(({ uid }) => uid), ["a"]);
  assert.deepEqual(unreadable.map(({ reason, title }) => [reason, title]), [[
    "a fault of ours",
    "Dentist",
  ]]);
  assert.match(unreadable[0]?.errorTrace ?? "", /a fault of this program/);
});

Deno.test("parseBusyTimes: a transparent entry stays free where it meets a fault of ours", () => {
  using _ = faultIn(2031);
  const text = calendar(...event("a", 2031, "TRANSP:TRANSPARENT"));
  assert.deepEqual(parseBusyTimes(text, window, "Europe/Berlin").unreadable, []);
});

Deno.test("parseResponse: a text that meets a fault of ours as a whole is unreadable", () => {
  const text = calendar(...event("a", 2026));
  const view = { window, zone: "Europe/Berlin", ownAddresses: new FaultyAddresses() };
  const reading = parseResponse("calendar", { text, scope: view });
  assert.equal("broken" in reading && reading.broken.reason, "a fault of ours");
});

Deno.test("a sync that fails by a fault of ours says so, is logged with its id, and recovers", async () => {
  let isFaulty = true;
  const wrong = new TypeError("no such thing");
  await using setup = await openFaultySetup(meeting);
  const { app, host, read } = setup;
  app.openCalendar = async (connection, owner) => {
    const opened = await openAccount(app, connection, owner);
    return isFaulty ? { ...opened, changes: () => Promise.reject(wrong) } : opened;
  };
  await read();
  const { state, how } = await stateOf(setup);
  assert.deepEqual([state.failure?.kind, state.failure?.reason, how], [
    "try-again",
    "unexpected-error",
    "fresh",
  ]);
  const [fault] = faults(setup);
  assert.deepEqual([fault?.event, fault?.id], ["calendar-sync-fault", state.failure?.detail]);
  const [account] = await connectionViews(app, host);
  assert.equal(account?.status, "failing");
  assert.match(account?.calendars[0]?.errors.join(" ") ?? "", /error on our side/i);

  isFaulty = false;
  await read();
  assert.equal((await stateOf(setup)).state.failure, null);
});

Deno.test("a calendar never synced by a fault of ours says more than that it was not synced", async () => {
  await using setup = await openFaultySetup(meeting, {
    openCalendar: () => Promise.reject(new TypeError("no such thing")),
  });
  const [account] = await connectionViews(setup.app, setup.host);
  const [shown] = account?.calendars ?? [];
  assert.notEqual(shown?.status, "unsynced");
  assert.match(shown?.errors.join(" ") ?? "", /error on our side/i);
});

Deno.test("an entry that meets a fault of ours leaves the calendar synced, and its time needs approval", async () => {
  await using setup = await openFaultySetup(meeting);
  const { app, server, read } = setup;
  server.put("b", ["DTSTART:20311104T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY"]);
  {
    using _ = faultIn(2031);
    await read();
  }
  const { state, how } = await stateOf(setup);
  assert.deepEqual([state.unreadableCount, state.failure, how], [1, null, "stale"]);
  assert.equal(faults(setup)[0]?.event, "calendar-entry");
  assert.ok(app.logged.every(({ event }) => event !== "calendar-sync-fault"));
});

Deno.test("several objects with one UID are all busy, and reported", async () => {
  await using setup = await openFaultySetup(meeting);
  const { app, host, server, read } = setup;
  const twin = (day: string, sequence: number) =>
    calendar(...event("same", 2026, `SEQUENCE:${sequence}`)).replace("20261104", `202611${day}`);
  server.put("b", [], { text: twin("05", 1) });
  server.put("c", [], { text: twin("06", 7) });
  await read();
  const [account] = await connectionViews(app, host);
  assert.match(account?.calendars[0]?.notes.join(" ") ?? "", /2 events couldn’t be read exactly/);
  const { state } = await stateOf(setup);
  assert.equal(state.unreadableCount, 0);
});

Deno.test("a sync asks for whole milliseconds, whatever the monotonic clock counts: an entry in a zone is read", async () => {
  const berlin = vtimezone("Europe/Berlin", { start: mondayTen, end: mondayTen + HOUR });
  const zone = serialize(component("vcalendar", [], berlin)).trim().split("\r\n").slice(1, -1);
  const inZone = ["DTSTART;TZID=Europe/Berlin:20261104T090000", "DURATION:PT1H"];
  const noon = Date.UTC(2026, 10, 1, 12);
  let elapsed = 0.4;
  const clock = openClockMonitor(() => noon, () => elapsed += 0.3, noon - HOUR);
  const lines = [...inZone, "END:VEVENT", ...zone, "BEGIN:VEVENT", "UID:second", ...inZone];
  await using setup = await openFaultySetup(lines, { clock });
  await setup.read();
  assert.equal((await stateOf(setup)).how, "fresh", JSON.stringify(faults(setup)));
});
