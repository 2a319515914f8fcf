/** "This and following" splits a series: what follows has an id of its own, and instances with ids of the former one. */
import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import type { Changes } from "$lib/server/calendars/calendar.ts";
import type { GoogleFake } from "../../../support/google/calendar-server.ts";
import { against, at, work } from "../../../support/google/account.ts";
import { window } from "../../../support/provider-account.ts";

const week = (n: number, hour = 9) => {
  const start = Date.UTC(2026, 10, 4 + 7 * n, hour);
  return { start, end: start + HOUR };
};
const idOf = (n: number) => `abc_202611${String(4 + 7 * n).padStart(2, "0")}T090000Z`;
const former = "abc", following = "abc_R20261111T090000", next = "abc_R20261118T090000";

/** Instances of a series by the weeks of their ids; those of all series have ids of the first. */
function put(google: GoogleFake, series: string, weeks: readonly number[], hour = 9) {
  for (const n of weeks) {
    google.putRaw(work, idOf(n), { ...at(week(n, hour)), recurringEventId: series });
  }
}

const cancel = (google: GoogleFake, n: number) =>
  google.putRaw(work, idOf(n), { status: "cancelled" });

const known = ({ objects }: Changes) => ({
  etags: () => Promise.resolve(new Map(objects.map(({ href, etag }) => [href, etag]))),
});

const busyOf = ({ objects }: Changes, series: string) =>
  objects.find(({ href }) => href === series)?.busy;

const stage = (
  test: (
    google: GoogleFake,
    changes: (since: Changes | null) => Promise<Changes | null>,
  ) => Promise<void>,
) =>
  against(async (google, open) => {
    // Both series are the account's own; their instances are all that this stand-in knows of them.
    google.leniencies.add("lists-foreign-series");
    put(google, former, [0]);
    put(google, following, [1, 2]);
    const calendar = open();
    await test(
      google,
      (since) =>
        calendar.changes(work, window, since?.cursor ?? null, since ? known(since) : undefined),
    );
  });

Deno.test("changes: of two parts of a split series each has its own instances", () =>
  stage(async (google, changes) => {
    const first = await changes(null);
    assert.deepEqual(busyOf(first!, former), [week(0)]);
    assert.deepEqual(busyOf(first!, following), [week(1), week(2)]);
    put(google, following, [2], 11);
    const second = await changes(first);
    assert.equal(second?.isFullSync, false);
    assert.deepEqual(busyOf(second, following), [week(1), week(2, 11)]);
    assert.deepEqual([busyOf(second, former), second.removed], [undefined, []]);
  }));

Deno.test("changes: a cancelled instance of what follows is not taken for one of the former series", () =>
  stage(async (google, changes) => {
    const first = await changes(null);
    cancel(google, 1);
    const second = await changes(first);
    assert.equal(second?.isFullSync, true, "its id says the former series");
    assert.deepEqual(busyOf(second, following), [week(2)]);
    assert.deepEqual(busyOf(second, former), [week(0)]);
  }));

Deno.test("changes: the instances that a new part takes over leave the series they were in", () =>
  stage(async (google, changes) => {
    const first = await changes(null);
    put(google, next, [2], 14);
    const second = await changes(first);
    assert.deepEqual(busyOf(second!, following), [week(1)]);
    assert.deepEqual(busyOf(second!, next), [week(2, 14)]);
    // All of a series, from its first instance on, too.
    put(google, "abc_R20261104T090000", [0], 7);
    const third = await changes(second);
    assert.equal(busyOf(third!, former), undefined);
    assert.deepEqual(busyOf(third!, "abc_R20261104T090000"), [week(0, 7)]);
  }));

Deno.test("changes: one instance of what follows, listed with the former series, is not all of it", () =>
  stage(async (google, changes) => {
    google.leniencies.add("lists-a-follower");
    const first = await changes(null);
    put(google, former, [0], 8);
    const second = await changes(first);
    assert.deepEqual(busyOf(second!, former), [week(0, 8)]);
    assert.equal(busyOf(second!, following), undefined, "it stays as it was");
  }));

Deno.test("changes: days of a split series, whose ids have no times, are told apart, too", () =>
  against(async (google, open) => {
    google.leniencies.add("lists-foreign-series");
    const day = (n: number) => ({
      start: { date: `2026-11-0${n}` },
      end: { date: `2026-11-0${n + 1}` },
    });
    google.putRaw(work, "day_20261103", { ...day(3), recurringEventId: "day" });
    google.putRaw(work, "day_20261105", { ...day(5), recurringEventId: "day_R20261105" });
    const calendar = open();
    const first = await calendar.changes(work, window, null);
    google.putRaw(work, "day_20261105", { status: "cancelled" });
    const second = await calendar.changes(work, window, first!.cursor, known(first!));
    assert.deepEqual(second?.objects.map(({ href }) => href), ["day"]);
  }));
