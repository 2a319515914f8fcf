import assert from "node:assert/strict";
import fc from "fast-check";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { explainStart, type ReasonCode, reasonCodes } from "$lib/scheduling/slot-reasons.ts";
import { explainWindow } from "$lib/server/availability/explain.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { bookingRequest } from "../../support/town.ts";
import { aCase, drawnHost } from "../../support/drawn-rules.ts";
import { countRules } from "../../support/rule-coverage.ts";
import { offeredStarts } from "../../support/slot-oracle.ts";

const isFull = Deno.env.get("INVITO_PROVE") === "full";
const RUNS = isFull ? 60 : 6;

Deno.test("findSlots, explain and commit agree with checking every minute of a month, for random rules", async () => {
  let offered = 0, minutes = 0, requested = 0, granted = 0, joined = 0;
  // One person has no colleague who could be in the way.
  const met = countRules<ReasonCode>("rules", reasonCodes.filter((code) => code !== "MEMBER"));
  await fc.assert(
    fc.asyncProperty(aCase, async (drawn) => {
      const { app, host, type, window, offer } = await drawnHost(drawn);
      using _closed = app;
      const expected = offeredStarts(offer, window);
      const shown = await findSlots(app, { hosts: [host], type, minutes: drawn.minutes, window });
      assert.deepEqual(shown.starts, expected, "show");

      const isOffered = new Set(expected);
      const { query } = await explainWindow(app, { host, type, minutes: drawn.minutes, window });
      for (let at = window.start; at < window.end; at += MINUTE) {
        const reasons = explainStart(at, query);
        assert.equal(reasons.length === 0, isOffered.has(at), `explain ${at}`);
        for (const code of new Set(reasons.map(({ code }) => code))) met.meet(code);
        minutes++;
      }

      const all = (window.end - window.start) / MINUTE;
      const places = expected.filter((at) =>
        offer.booked.some((held) => held.seatDeadlines && held.start === at && type.seats > 1)
      );
      for (const [i, n] of drawn.sample.entries()) {
        const isNear = i % 3 > 0 && expected.length > 0;
        const start = i % 5 === 0 && places.length > 0
          ? places[n % places.length]!
          : isNear
          ? expected[n % expected.length]! + (i % 3 - 1) * 5 * MINUTE
          : window.start + (n % all) * MINUTE;
        const input = bookingRequest({ start, minutes: drawn.minutes });
        const answer = await bookings.request(app, input);
        requested++;
        const inMonth = start >= window.start && start < window.end;
        if (inMonth) assert.equal(answer.ok, isOffered.has(start), `commit ${start}`);
        if (!answer.ok) continue;
        granted++;
        if (offer.booked.some((held) => held.seatDeadlines && held.start === start)) joined++;
        const { id } = answer.value.booking;
        const by = { actor: "guest" } as const;
        assert.ok((await bookings.cancel(app, id, { by, reason: "", revision: null })).ok);
      }
      offered += expected.length;
    }),
    {
      numRuns: RUNS,
      endOnFailure: true,
      ...(isFull ? {} : { seed: 8 }),
    },
  );
  assert.ok(
    offered > 100 && granted > 50 && joined > 20,
    `only ${offered} offered, ${granted} granted, ${joined} joined`,
  );
  met.assertEach(100);
  console.log(
    `${RUNS} sets of rules: ${minutes} minutes explained, ${offered} offered, ${granted} of ${requested} granted, ${joined} of them beside others`,
  );
});
