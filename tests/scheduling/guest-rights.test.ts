import assert from "node:assert/strict";
import { isTooLate } from "$lib/scheduling/guest-rights.ts";
import { asked, confirmed } from "../support/a-booking.ts";

Deno.test("isTooLate: of an agreed meeting from the very instant of the host's warning, of a request from its start", () => {
  const { type, start } = confirmed();
  const agreed = confirmed({ type: { ...type, cancelNotice: 120, moveNotice: 0 } });
  const warned = start - 120 * 60_000;
  assert.deepEqual([warned - 1, warned].map((at) => isTooLate(agreed, "cancel", at)), [
    false,
    true,
  ]);
  assert.deepEqual([start - 1, start].map((at) => isTooLate(agreed, "move", at)), [false, true]);
  const waits = asked({ type: agreed.type });
  for (const deed of ["cancel", "move"] as const) {
    assert.deepEqual([start - 1, start].map((at) => isTooLate(waits, deed, at)), [false, true]);
    const older = confirmed();
    assert.equal(isTooLate(older, deed, start - 1), false, "made before there were warnings");
  }
});
