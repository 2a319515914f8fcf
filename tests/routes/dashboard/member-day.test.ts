import assert from "node:assert/strict";
import { daySpan } from "$lib/scheduling/day.ts";
import { messages } from "$lib/i18n/messages.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import type { ExplainedMember } from "$lib/server/availability/explain-team.ts";
import { memberDay } from "../../../src/routes/dashboard/teams/[id]/troubleshoot/member-day.ts";

const words = messages("en").dashboard.teamTypes;
const reader = { zone: "Europe/Berlin", language: "en", hourCycle: 24 as const };
// 25 hours: clocks go back at three.
const day = daySpan("2026-10-25", "Europe/Berlin");

const ben: ExplainedMember = {
  hostId: "ben",
  name: "Ben",
  isOptional: false,
  isPresent: true,
  hasHours: true,
  calendars: "fresh",
  time: [
    { code: "HOURS", start: day.start, end: day.start + 10 * HOUR },
    { code: "BUSY", start: day.end - 5 * HOUR, end: day.end + HOUR },
  ],
};

Deno.test("memberDay: code and time of the wall clock, drawn as parts of the day", () => {
  const shown = memberDay(ben, day, reader, words);
  assert.deepEqual(shown.time, [
    { code: "HOURS", label: "00:00–09:00: Outside hours", from: 0, width: 400 },
    { code: "BUSY", label: "19:00–01:00: Busy", from: 800, width: 200 },
  ]);
  assert.deepEqual([shown.state, shown.isGood], ["Calendar up to date", true]);
});

Deno.test("memberDay: who is gone, has no hours or no calendar is shown as such", () => {
  const stateOf = (given: Partial<ExplainedMember>) =>
    memberDay({ ...ben, ...given }, day, reader, words).state;
  assert.equal(stateOf({ calendars: null }), words.troubleshoot.noCalendar);
  assert.equal(stateOf({ calendars: "stale" }), words.troubleshoot.calendars.stale);
  assert.equal(stateOf({ hasHours: false }), words.troubleshoot.noHours);
  assert.equal(stateOf({ isPresent: false }), words.troubleshoot.absent);
  assert.equal(stateOf({ isPresent: false, isOptional: true }), words.troubleshoot.absentOptional);
  const erased = memberDay({ ...ben, name: null, isPresent: false }, day, reader, words);
  assert.equal(erased.name, "Former member");
});
