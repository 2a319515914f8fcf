/** The host changes their own calendar with another program, at a real server, and the bookings follow. */
import assert from "node:assert/strict";
import { uidOf } from "$lib/scheduling/booking.ts";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as connections from "$lib/server/connections/index.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { getEventTypeBySlug } from "$lib/server/store/event-types.ts";
import { getCalendarEntry } from "$lib/server/store/calendar-entries.ts";
import { addEventType, ask, mondayTen } from "../../support/town.ts";
import { otherClient } from "../../support/caldav/other-client.ts";
import { twoWays } from "../../support/caldav/two-way-host.ts";
import { granted } from "../../support/granted.ts";
import { requires } from "../../support/required-programs.ts";

Deno.test(
  "two-way sync: bookings follow what the host does to entries in another program",
  requires("python-caldav", "radicale"),
  async (t) => {
    const change = await otherClient("alice");
    if (!change) return;
    await using town = await twoWays();
    if (!town) return;
    const { app, host, work, read, get, emailKinds, event, connectionId } = town;

    await t.step(
      "moved to a free time: the booking is rescheduled, the guest notified, SEQUENCE grows",
      async () => {
        const booking = await town.agreed(mondayTen);
        await read();
        await change(work, booking.uid, "schedule-reminders");
        await change(work, booking.uid, "move", 120);
        await read();
        const moved = await get(booking.id);
        assert.equal(moved.start, mondayTen + 2 * HOUR);
        assert.equal(moved.end - moved.start, 30 * MINUTE);
        assert.equal(moved.changedBy, "calendar");
        assert.equal(moved.sequence, booking.sequence + 1);
        assert.ok((await emailKinds(booking.id)).includes("guest-rescheduled"));
        const text = await event(booking) ?? "";
        assert.match(text, /DTSTART;TZID=Europe\/Berlin:20261102T120000/);
        assert.match(text, /SEQUENCE:1\r?\n/);
        assert.match(text, /BEGIN:VALARM/);
        assert.match(text, /CATEGORIES:Sales/);
        await read();
        await read();
        assert.equal((await get(booking.id)).revision, moved.revision);
      },
    );

    await t.step(
      "moved onto another meeting: the host is notified once, the meeting stays",
      async () => {
        const first = await town.agreed(mondayTen);
        await read();
        await change(work, first.uid, "move", 120);
        await read();
        await read();
        assert.equal((await get(first.id)).revision, first.revision);
        const notified = (await emailKinds(first.id)).filter((kind) =>
          kind === "calendar-change-not-applied"
        );
        assert.equal(notified.length, 1);
        const written = await getCalendarEntry(app.kv, first.id, connectionId);
        assert.equal(written?.movedTo?.start, mondayTen + 2 * HOUR);
        await change(work, first.uid, "move", -120);
        await read();
        assert.equal((await getCalendarEntry(app.kv, first.id, connectionId))?.movedTo, null);
      },
    );

    await t.step(
      "restored: a refused drag and a deleted entry stand at their time again",
      async () => {
        const booking = await town.agreed(mondayTen + 2 * DAY);
        await read();
        const putBack = async () => {
          assert.ok((await connections.restoreEntries(app, host.id, booking.id)).ok);
          await town.drain();
          assert.match(await event(booking) ?? "", /DTSTART;TZID=Europe\/Berlin:20261104T100000/);
          app.at(app.now() + 15 * MINUTE);
          await read();
          await read();
          assert.equal((await get(booking.id)).revision, booking.revision);
          const written = await getCalendarEntry(app.kv, booking.id, connectionId);
          assert.deepEqual([written?.movedTo, written?.missingSince], [null, null]);
        };
        // Two days earlier another meeting stands at noon.
        await change(work, booking.uid, "move", -46 * 60);
        await read();
        assert.notEqual((await getCalendarEntry(app.kv, booking.id, connectionId))?.movedTo, null);
        await putBack();
        await change(work, booking.uid, "delete");
        await read();
        assert.notEqual(
          (await getCalendarEntry(app.kv, booking.id, connectionId))?.missingSince,
          null,
        );
        await putBack();
      },
    );

    await t.step("lengthened: the meeting stays, the extra time is busy", async () => {
      const booking = await town.agreed(mondayTen + 4 * HOUR);
      await read();
      await change(work, booking.uid, "lengthen", 60);
      await read();
      assert.equal((await get(booking.id)).revision, booking.revision);
      const type = (await getEventTypeBySlug(app.kv, host.id, "intro-call"))!;
      const around = { start: mondayTen + 3 * HOUR, end: mondayTen + 7 * HOUR };
      const { starts } = await findSlots(app, { hosts: [host], type, minutes: 30, window: around });
      assert.ok(!starts.some((start) => start >= booking.start && start < booking.end + HOUR));
      assert.ok(starts.includes(booking.end + HOUR));
    });

    await t.step("declined by the guest: kept for the host to see", async () => {
      const booking = await town.agreed(mondayTen + DAY);
      await read();
      assert.equal((await getCalendarEntry(app.kv, booking.id, connectionId))?.declined, false);
      await change(work, booking.uid, "decline");
      await read();
      assert.equal((await getCalendarEntry(app.kv, booking.id, connectionId))?.declined, true);
      assert.equal((await get(booking.id)).status, "CONFIRMED");
    });

    await t.step("deleted: cancelled only when it is still gone after the grace", async () => {
      const booking = await town.agreed(mondayTen + 26 * HOUR);
      await read();
      await change(work, booking.uid, "delete");
      await read();
      app.at(app.now() + 9 * MINUTE);
      await read();
      assert.equal((await get(booking.id)).status, "CONFIRMED");
      app.at(app.now() + 2 * MINUTE);
      await read();
      const gone = await get(booking.id);
      assert.equal(gone.status, "CANCELLED");
      assert.equal(gone.changedBy, "calendar");
      assert.ok((await emailKinds(booking.id)).includes("guest-cancelled"));
      assert.equal(await event(booking), null);
    });

    await t.step(
      "a shared slot: dragged, all seats follow; deleted, it is cancelled for all",
      async () => {
        await addEventType(app, host, { slug: "tour", seats: 3, decision: "instant" });
        const seat = async () => {
          const requested = await ask(app, { slug: "tour", start: mondayTen + 50 * HOUR });
          return requested.booking;
        };
        const seats = [await seat(), await seat()];
        // An instant type asks while its calendar cannot be asked at once.
        for (const each of seats) {
          if (each.status === "CONFIRMED") continue;
          const decision = { hostId: host.id, revision: 1, message: "", force: true };
          assert.ok((await bookings.confirm(app, each.id, decision)).ok);
        }
        const shared = { uid: uidOf(seats[0]!.slot) };
        await read();
        assert.match(await event(shared) ?? "", /SUMMARY:tour: 2 guests/);
        assert.doesNotMatch(await event(shared) ?? "", /ATTENDEE|ORGANIZER/);
        await change(work, shared.uid, "move", 60);
        await read();
        for (const { id } of seats) assert.equal((await get(id)).start, mondayTen + 51 * HOUR);
        assert.match(await event(shared) ?? "", /DTSTART;TZID=Europe\/Berlin:20261104T130000/);
        await read();
        await change(work, shared.uid, "delete");
        await read();
        app.at(app.now() + 11 * MINUTE);
        await read();
        for (const { id } of seats) assert.equal((await get(id)).status, "CANCELLED");
        assert.equal(await event(shared), null);
      },
    );

    await t.step(
      "rescheduled by the guest before the host's change is synced: the later one counts",
      async () => {
        const booking = await town.agreed(mondayTen + 28 * HOUR);
        await read();
        await change(work, booking.uid, "move", 60);
        await granted(bookings.reschedule(app, booking.id, {
          by: { actor: "host", hostId: host.id, force: false },
          start: booking.start - HOUR,
          revision: null,
          key: null,
        }));
        await read();
        await read();
        assert.equal((await get(booking.id)).start, booking.start - HOUR);
        assert.match(await event(booking) ?? "", /DTSTART;TZID=Europe\/Berlin:20261103T130000/);
      },
    );
  },
);
