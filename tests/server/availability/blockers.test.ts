import assert from "node:assert/strict";
import { dateAt } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import type { Reason } from "$lib/scheduling/slot-reasons.ts";
import { findBlockers } from "$lib/server/availability/blockers.ts";
import type { Explanation } from "$lib/server/availability/explain.ts";
import { busyCalendar, connectCalendar } from "../../support/stub-calendar.ts";
import { mondayTen, town } from "../../support/town.ts";

Deno.test("findBlockers: of a calendar that does not answer, the titles of its last sync", async () => {
  const { app, host } = await town({
    app: { openCalendar: busyCalendar(() => Promise.reject(new Error("no answer"))) },
  });
  const span = { start: mondayTen, end: mondayTen + HOUR };
  await connectCalendar(app, host, [
    { ...span, title: "Dentist" },
    { start: span.end, end: span.end + HOUR, title: null },
  ]);
  const busy: Reason = { code: "BUSY", calendar: "Work", span };
  const after = { ...busy, span: { start: span.end, end: span.end + HOUR } };
  const explanation = { requested: { reasons: [busy, after] } } as unknown as Explanation;
  const date = dateAt(mondayTen, host.zone);
  const { titleOf, unreachable } = await findBlockers(app, host, explanation, date);
  assert.deepEqual(unreachable, ["Work"]);
  assert.equal(titleOf(busy), "Dentist");
  assert.equal(titleOf(after), "", "a private one");
});
