/** Where a delta query of one calendar is refused, which the reference does not have, all of it is read in another way. */
import assert from "node:assert/strict";
import { against, work } from "../../../support/microsoft/account.ts";
import {
  anEvent,
  later,
  lesson,
  lines,
  weekly,
  window,
} from "../../../support/provider-account.ts";

for (const status of [400, 405, 501]) {
  Deno.test(`changes: a calendar's delta query refused with ${status}, the default one by the mailbox's`, () =>
    against(async (graph, open) => {
      graph.refusesDelta.calendar = status;
      graph.put(work, "lesson", lines);
      const calendar = open();
      const first = await calendar.changes(work, window, null);
      assert.deepEqual(first?.objects.map(({ busy }) => busy), [[lesson]]);
      assert.match(first!.cursor!, /\/me\/calendarView\/delta/);
      graph.delete(work, "lesson");
      const etags = () => Promise.resolve(new Map([["AAMkEv-lesson", null]]));
      const next = await calendar.changes(work, window, first!.cursor, { etags });
      assert.deepEqual([next?.isFullSync, next?.removed], [false, ["AAMkEv-lesson"]]);
      assert.equal(await calendar.changes(work, window, next!.cursor), null);
    }));

  Deno.test(`changes: of another calendar than the default one, refused with ${status}, the view is listed`, () =>
    against(async (graph, open) => {
      graph.refusesDelta = { calendar: status };
      graph.put(work, "of the default calendar", lines);
      const other = graph.addCalendar("other");
      graph.put(other, "weekly", weekly("20261103T090000Z"));
      const calendar = open();
      const { href } = await calendar.put(other, anEvent);
      const full = async () => (await calendar.changes(other, window, null))!;
      const first = await full();
      assert.equal(first.cursor, null);
      assert(first.isFullSync && !first.reportsDeletions);
      assert.equal(first.objects.length, 2);
      const weeks = first.objects.find(({ bookingId }) => bookingId === null)!;
      assert(weeks.busy.length > 6, `${weeks.busy.length} instances of one series`);
      const own = first.objects.find((each) => each.href === href)!;
      assert.deepEqual([own.bookingId, own.busy], [anEvent.bookingId, [lesson]]);
      await calendar.put(other, { ...anEvent, ...later, sequence: 4 });
      assert((await full()).objects.some(({ busy }) => busy[0]?.start === later.start));
      assert(!graph.requests.some((each) => /me\/calendarView/.test(each)), "never the mailbox's");
    }));
}

Deno.test("changes: where the mailbox's delta query is refused, too, the view is listed", () =>
  against(async (graph, open) => {
    graph.refusesDelta = { calendar: 400, mailbox: 501 };
    graph.put(work, "lesson", lines);
    const found = await open().changes(work, window, null);
    assert.deepEqual([found?.cursor, found?.objects[0]?.busy], [null, [lesson]]);
  }));

Deno.test("changes: a delta query that is refused from now on lists everything in another way", () =>
  against(async (graph, open) => {
    graph.put(work, "lesson", lines);
    const calendar = open();
    const { cursor } = (await calendar.changes(work, window, null))!;
    for (const status of [400, 405, 501]) {
      graph.refusesDelta = { calendar: status, mailbox: status };
      const found = await calendar.changes(work, window, cursor);
      assert.deepEqual([found?.isFullSync, found?.objects[0]?.busy], [true, [lesson]]);
    }
  }));

Deno.test("changes: another failure of the delta query is one, and nothing else is asked", () =>
  against(async (graph, open) => {
    graph.put(work, "lesson", lines);
    for (
      const [status, reason] of [[403, "forbidden"], [429, "slow-down"], [
        500,
        "server-error",
      ]] as const
    ) {
      graph.refusesDelta = { calendar: status };
      const before = graph.requests.length;
      await assert.rejects(open().changes(work, window, null), { reason });
      assert(graph.requests.slice(before).every((each) => /delta/.test(each)));
    }
  }));
