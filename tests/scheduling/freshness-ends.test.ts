import assert from "node:assert/strict";
import { freshness, freshnessEndsAt, unreadCalendar } from "$lib/scheduling/calendar-state.ts";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";

const interval = 15 * MINUTE, now = Date.UTC(2026, 10, 1, 12);
const failure = {
  kind: "try-again" as const,
  reason: "away",
  detail: "",
  isHostNotified: false,
};

Deno.test("freshnessEndsAt: until then freshness is the same at every instant, by the clock alone", () => {
  const synced = [null, now - 20 * DAY, now - HOUR, now - 5 * MINUTE, now, now + HOUR];
  for (const syncedAt of synced) {
    for (const since of [null, now - HOUR, now - 2 * DAY]) {
      const failing = since === null ? null : { ...failure, since };
      const state = { ...unreadCalendar("g"), syncedAt, syncedUntil: now + DAY, failure: failing };
      let at = now;
      for (let step = 0; step < 6; step++) {
        const end = freshnessEndsAt(state, at, interval), is = freshness(state, at, interval);
        const last = Number.isFinite(end) ? end - 1 : at + 400 * DAY;
        for (const part of [0, 0.5, 0.999, 1]) {
          const instant = Math.floor(at + (last - at) * part);
          assert.equal(freshness(state, instant, interval), is, `${syncedAt} at ${instant}`);
        }
        if (!Number.isFinite(end)) break;
        assert(end > at);
        at = end;
      }
    }
  }
  const fresh = { ...unreadCalendar("g"), syncedAt: now, syncedUntil: now + DAY };
  assert.equal(freshnessEndsAt(fresh, now, interval), now + 2 * interval + 1);
});
