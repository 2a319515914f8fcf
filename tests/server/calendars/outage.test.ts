import assert from "node:assert/strict";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as connections from "$lib/server/connections/index.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { jobHandlers } from "$lib/server/jobs/handlers.ts";
import { hostDecisionView } from "$lib/server/views/host-decision-view.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { getEventTypeBySlug } from "$lib/server/store/event-types.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { addHost, ask, mondayTen, networkedApp } from "../../support/town.ts";
import { startRadicale } from "../../support/caldav/radicale.ts";
import { granted, refusal } from "../../support/granted.ts";
import { requires } from "../../support/required-programs.ts";

const at = (instant: number) => new Date(instant).toISOString().replace(/[-:]|\.\d+/g, "");

Deno.test(
  "a calendar server that goes and returns: named, stale, nothing freed, booking written later",
  requires("radicale"),
  async () => {
    await using radicale = await startRadicale();
    if (!radicale) return;
    const app = await networkedApp();
    const runner = openJobRunner(app, jobHandlers);
    const host = await addHost(app);
    const type = (await getEventTypeBySlug(app.kv, host.id, "intro-call"))!;
    const work = await radicale.makeCalendar("alice", "work");
    await radicale.putEvent("alice", work, "dentist", [
      `DTSTART:${at(mondayTen + HOUR)}`,
      "DURATION:PT1H",
    ]);
    const input = { address: radicale.address, user: "alice", password: "alice-pw" };
    assert.ok((await connections.connectCaldav(app, host.id, input)).ok);
    const offers = async () =>
      await findSlots(app, {
        hosts: [host],
        type,
        minutes: 30,
        window: {
          start: mondayTen - 2 * HOUR,
          end: mondayTen + 8 * HOUR,
        },
      });
    const before = await offers();
    assert.equal(before.calendars, "fresh");
    assert.ok(before.starts.includes(mondayTen));
    assert.ok(!before.starts.includes(mondayTen + HOUR));

    const requested = await ask(app);
    const decision = { hostId: host.id, revision: requested.booking.revision, message: "" };
    const shown = async () => (await hostDecisionView(app, requested.booking, host)).conflictCheck;
    await radicale.putEvent("alice", work, "board", [
      `DTSTART:${at(mondayTen)}`,
      "DURATION:PT1H",
      "SUMMARY:Board",
    ]);
    const meanwhile = { ...decision, force: false };
    const conflict = await bookings.confirm(app, requested.booking.id, meanwhile);
    assert.deepEqual(!conflict.ok && [conflict.refusal.code, conflict.refusal.detail], [
      "conflict",
      "Board",
    ]);
    assert.deepEqual((await shown())?.conflicts, ["Board, 10:00 – 11:00 (work)"]);
    await (await radicale.as("alice", "DELETE", `${work}board.ics`)).body?.cancel();
    assert.deepEqual((await shown())?.conflicts, []);

    await radicale.stop();
    assert.match((await shown())?.unreachableText ?? "", /work/);
    const named = await refusal(bookings.confirm(app, requested.booking.id, {
      ...decision,
      force: false,
    }));
    assert.equal(named.code, "unreachable");
    const { uid, id } = await granted(bookings.confirm(app, requested.booking.id, {
      ...decision,
      force: true,
    }));
    await runner.drain();
    const write = async () =>
      (await listJobsOfBooking(app.kv, id)).find(({ work }) => work.kind === "write-calendar");
    assert.equal((await write())?.state, "waiting");
    assert.equal((await write())?.lastError?.code, "unreachable");

    app.at(app.now() + 40 * MINUTE);
    await runner.drain();
    const during = await offers();
    assert.equal(during.calendars, "stale");
    const freed = during.starts.filter((start) => !before.starts.includes(start));
    assert.deepEqual(freed, []);
    assert.ok(!during.starts.includes(mondayTen));

    await radicale.start();
    app.at(app.now() + 7 * HOUR);
    await runner.drain();
    assert.equal((await write())?.state, "done");
    const answer = await radicale.as("alice", "GET", `${work}${encodeURIComponent(uid)}.ics`);
    assert.equal(answer.status, 200);
    assert.match(await answer.text(), /DTSTART;TZID=Europe\/Berlin:20261102T100000/);
    const after = await offers();
    assert.equal(after.calendars, "fresh");
    assert.ok(!after.starts.includes(mondayTen + HOUR));

    app.at(app.now() + DAY / 2);
    await runner.drain();
    assert.equal((await offers()).calendars, "fresh");
    await runner.stop(1_000);
  },
);
