/** Two hosts who are each other's guests, at a real server: every entry stands in both calendars, one is lengthened by hand. */
import assert from "node:assert/strict";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as connections from "$lib/server/connections/index.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { jobHandlers } from "$lib/server/jobs/handlers.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { addEventType, addHost, ask, mondayTen, networkedApp } from "../../support/town.ts";
import { startRadicale } from "../../support/caldav/radicale.ts";
import { granted } from "../../support/granted.ts";
import { requires } from "../../support/required-programs.ts";

const day = { start: mondayTen, end: mondayTen + 5 * HOUR };
const at = (instant: number) => new Date(instant).toISOString().replace(/[-:]|\.\d+/g, "");

Deno.test(
  "two hosts who are each other's guests, one event lengthened by hand: both are busy rightly",
  requires("radicale"),
  async () => {
    await using radicale = await startRadicale();
    if (!radicale) return;
    const app = await networkedApp();
    const runner = openJobRunner(app, jobHandlers);
    const people = await Promise.all(["alice", "bob"].map(async (user) => {
      const host = await addHost(app);
      const type = await addEventType(app, host, {
        slug: "talk",
        slotInterval: 15,
        decision: "instant",
      });
      const calendar = await radicale.makeCalendar(user, "work");
      const input = { address: radicale.address, user, password: `${user}-pw` };
      const connected = await granted(connections.connectCaldav(app, host.id, input));
      return { user, host, type, calendar, connectionId: connected.id };
    }));
    const [alice, bob] = people as [typeof people[0], typeof people[0]];

    const meet = async ({ username }: Host, start: number) => {
      const requested = await ask(app, { username, slug: "talk", start });
      assert.equal(requested.booking.status, "CONFIRMED");
      return requested.booking;
    };
    const atAlice = await meet(alice.host, mondayTen);
    const atBob = await meet(bob.host, mondayTen + 3 * HOUR);
    await runner.drain();
    // Each guest's own program takes the invitation over, under its UID.
    const invited = async (guest: typeof alice, uid: string, start: number, minutes: number) =>
      await radicale.putEvent(guest.user, guest.calendar, uid, [
        `DTSTART:${at(start)}`,
        `DURATION:PT${minutes}M`,
      ]);
    await invited(bob, atAlice.uid, mondayTen, 30);
    await invited(alice, atBob.uid, mondayTen + 3 * HOUR, 30);
    // Alice's own entry of her own meeting now lasts an hour and a half.
    const place = `${alice.calendar}${encodeURIComponent(atAlice.uid)}.ics`;
    const text = await (await radicale.as("alice", "GET", place)).text();
    const longer = text.replace(/DTEND(.*)T103000/, "DTEND$1T113000");
    assert.notEqual(longer, text);
    await (await radicale.as("alice", "PUT", place, longer)).body?.cancel();

    for (let reading = 0; reading < 2; reading++) {
      for (const { host, connectionId } of people) {
        await connections.syncNow(app, host.id, connectionId);
        await runner.drain();
      }
    }
    const taken = async ({ host, type }: typeof alice) => {
      const { starts } = await findSlots(app, { hosts: [host], type, minutes: 30, window: day });
      const all = Array.from({ length: 20 }, (_, i) => i * 15);
      return all.filter((minutes) => !starts.includes(mondayTen + minutes * MINUTE));
    };
    // Half an hour free needs the quarter before an entry, too.
    assert.deepEqual(await taken(alice), [0, 15, 30, 45, 60, 75, 165, 180, 195]);
    assert.deepEqual(await taken(bob), [0, 15, 165, 180, 195]);

    // Nobody's meeting has moved or ended by the other's copy; gone there, it is free there, and stands here.
    for (const { id, revision } of [atAlice, atBob]) {
      const now = await getBooking(app.kv, id);
      assert.deepEqual([now?.status, now?.revision], ["CONFIRMED", revision]);
    }
    const copy = `${bob.calendar}${encodeURIComponent(atAlice.uid)}.ics`;
    await (await radicale.as("bob", "DELETE", copy)).body?.cancel();
    app.at(app.now() + 20 * MINUTE);
    await connections.syncNow(app, bob.host.id, bob.connectionId);
    assert.deepEqual(await taken(bob), [165, 180, 195]);
    assert.equal((await getBooking(app.kv, atAlice.id))?.status, "CONFIRMED");
    await runner.stop(1_000);
  },
);
