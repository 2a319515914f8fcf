import assert from "node:assert/strict";
import * as api from "$lib/server/api/availability.ts";
import * as blockList from "$lib/server/api/block-list.ts";
import * as limits from "$lib/server/api/booking-limits.ts";
import * as eventTypes from "$lib/server/api/event-types.ts";
import * as holidays from "$lib/server/api/holidays.ts";
import * as timeOff from "$lib/server/api/time-off.ts";
import { dateAt } from "$lib/scheduling/day.ts";
import { checkedCaller } from "../support/checked-caller.ts";
import { startWithHost } from "../support/running-program.ts";
import { signedIn, weekdayAfter } from "../support/seeded-town.ts";
import { addHost } from "../support/town.ts";

interface Named {
  id: string;
  code: string;
}

Deno.test("availability over the API: hours, days off, limits, blocked guests, and why", async (t) => {
  let session = "", grace = "";
  await using program = await startWithHost({}, async (app, host) => {
    session = await signedIn(app, host);
    const other = { preferredUsername: "grace", email: "grace@example.org" };
    grace = await signedIn(app, await addHost(app, other));
  });
  const ada = checkedCaller(program.address, { session });
  const stranger = checkedCaller(program.address, { session: grace });
  const date = weekdayAfter(dateAt(Date.now(), "Europe/Berlin"), 5);

  await t.step(
    "hours and dates of the default schedule are replaced; 412 when outdated",
    async () => {
      const read = await ada(api.getAvailability);
      assert.equal(read.body.schedule.isDefault, true);
      const headers = { "if-match": read.headers.get("etag")! };
      const rules = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 600, to: 960 }));
      const set = await ada(api.setRules, { headers, body: { rules } });
      assert.deepEqual(set.body.schedule.rules, rules);
      const overrides = [{ date, kind: "block", from: 600, to: 660 }];
      assert.equal((await ada(api.setOverrides, { headers, body: { overrides } })).status, 412);
      const { revision } = set.body;
      assert.equal(set.headers.get("etag"), `"${revision}"`);
      const blocked = await ada(api.setOverrides, { body: { overrides, revision } });
      assert.deepEqual(blocked.body.schedule.overrides, overrides);
      assert.equal((await ada(api.setOverrides, { body: { overrides, revision } })).status, 409);
      const { revision: now } = blocked.body;
      const away = await ada(timeOff.createTimeOff, { body: { first: "2099-01-04" } });
      const late = { headers: { "if-match": `"${now}"` }, body: { rules } };
      assert.equal((await ada(api.setRules, late)).status, 412, "a day off is part of it");
      const params = { id: away.body.timeOff.id };
      assert.equal((await ada(timeOff.deleteTimeOff, { params })).status, 200);
      assert.notEqual((await ada(api.getAvailability)).body.revision, revision);
      const wrong = await ada(api.setRules, { body: { rules, zone: "UTC" } });
      assert.deepEqual(Object.keys(wrong.body.fields), ["zone"]);
      const scheduleId = read.body.schedule.id;
      assert.equal((await stranger(api.getAvailability, { query: { scheduleId } })).status, 404);
      assert.equal((await stranger(api.setRules, { body: { rules, scheduleId } })).status, 404);
    },
  );

  await t.step("the reasons of a date name what is in the way", async () => {
    const { body: { eventTypes: [type] } } = await ada(eventTypes.listEventTypes);
    const query = { eventTypeId: type.id, date };
    const day = await ada(api.explainAvailability, { query });
    assert.equal(day.body.requested, null);
    assert(day.body.starts.some(({ offered }: { offered: boolean }) => offered));
    const early = await ada(api.explainAvailability, { query: { ...query, time: "10:00" } });
    assert.equal(early.body.requested.offered, false);
    const codes = early.body.requested.reasons.map(({ code }: Named) => code);
    assert.deepEqual(codes, ["OVERRIDE"]);
    assert(early.body.requested.reasons[0].blocker.endsAt > early.body.requested.startsAt);
    assert.equal(
      (await ada(api.explainAvailability, { query: { ...query, minutes: "7" } })).status,
      422,
    );
    assert.equal(
      (await ada(api.explainAvailability, { query: { ...query, time: "25:00" } })).status,
      422,
    );
    assert.equal((await stranger(api.explainAvailability, { query })).status, 404);
  });

  await t.step("time off is taken, listed and given back", async () => {
    const made = await ada(timeOff.createTimeOff, {
      body: { first: date, name: "Hiking", publicText: "At sea." },
    });
    assert.equal(made.status, 201);
    const { timeOff: days } = made.body;
    assert.deepEqual([days.first, days.last, days.booked], [date, date, {
      bookings: 0,
      requests: 0,
    }]);
    assert.deepEqual((await ada(timeOff.listTimeOff)).body.timeOff, [days]);
    const backwards = { first: date, last: "2020-01-01" };
    const refused = await ada(timeOff.createTimeOff, { body: backwards });
    assert.deepEqual(Object.keys(refused.body.fields), ["last"]);
    const params = { id: days.id };
    assert.equal((await stranger(timeOff.deleteTimeOff, { params })).status, 404);
    assert.equal((await ada(timeOff.deleteTimeOff, { params })).status, 200);
    assert.equal((await ada(timeOff.deleteTimeOff, { params })).status, 404);
  });

  await t.step("public holidays of a region are taken over once, and opened again", async () => {
    const { body: { countries } } = await ada(holidays.listCountries);
    assert(countries.some(({ id }: Named) => id === "DE"));
    const query = { region: "BE" };
    const berlin = await ada(holidays.showCountry, { params: { country: "DE" }, query });
    assert(berlin.body.regions.length > 10);
    assert.equal((await ada(holidays.showCountry, { params: { country: "XX" } })).status, 404);
    const [first, second] = berlin.body.holidays;
    const body = { country: "DE", region: "BE", dates: [first.date, second.date] };
    const taken = await ada(timeOff.importHolidays, { body });
    assert.deepEqual(taken.body.added, [first, second]);
    assert.deepEqual((await ada(timeOff.importHolidays, { body })).body.added, []);
    const params = { date: first.date };
    assert.deepEqual((await ada(holidays.deleteHoliday, { params })).body.holidays, [second]);
    assert.equal((await ada(holidays.deleteHoliday, { params })).status, 404);
    assert.deepEqual((await ada(holidays.listHolidays)).body.holidays, [second]);
    const address = { address: "not an address" };
    assert.equal((await ada(timeOff.importHolidays, { body: address })).status, 422);
    assert.equal((await ada(timeOff.importHolidays, { body: { country: "XX" } })).status, 422);
  });

  await t.step("limits are set over the revision that was read", async () => {
    const read = await ada(limits.getBookingLimits);
    const body = { day: 3, week: null, month: 40 };
    const headers = { "if-match": read.headers.get("etag")! };
    assert.equal((await ada(limits.setBookingLimits, { body, headers })).body.bookingLimits.day, 3);
    assert.equal((await ada(limits.setBookingLimits, { body, headers })).status, 412);
    const partial = await ada(limits.setBookingLimits, { body: { day: 3 } });
    assert.deepEqual(Object.keys(partial.body.fields).sort(), ["month", "week"]);
  });

  await t.step("guests are blocked once, listed by page, and unblocked by id", async () => {
    const body = { entries: ["Mallory@Example.org", "example.net"] };
    const { body: { added } } = await ada(blockList.addBlocked, { body });
    assert.deepEqual(added.map(({ entry }: { entry: string }) => entry).sort(), [
      "example.net",
      "mallory@example.org",
    ]);
    assert.deepEqual((await ada(blockList.addBlocked, { body })).body.added, []);
    assert.equal((await ada(blockList.addBlocked, { body: { entries: ["?"] } })).status, 422);
    const one = await ada(blockList.listBlocked, { query: { limit: "1" } });
    const query = { limit: "1", cursor: one.body.next };
    const two = await ada(blockList.listBlocked, { query });
    assert.equal(two.body.next, null);
    assert.notEqual(two.body.blocked[0].id, one.body.blocked[0].id);
    const params = { id: added[0].id };
    assert.equal((await stranger(blockList.removeBlocked, { params })).status, 404);
    assert.equal((await ada(blockList.removeBlocked, { params })).status, 200);
    assert.equal((await ada(blockList.removeBlocked, { params })).status, 404);
  });
});
