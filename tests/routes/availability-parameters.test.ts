import assert from "node:assert/strict";
import { AvailabilityParameters } from "$lib/scheduling/api-schemas.ts";
import { listSlots } from "$lib/server/api/booking-pages.ts";
import { openApi } from "../support/api-in-process.ts";
import { town } from "../support/town.ts";

Deno.test("availability: each refusal names its parameter and its form, with an example", async () => {
  const { app } = await town();
  const call = openApi(app);
  const params = { username: "ada", slug: "intro-call" };
  const wrong: Record<string, string[]> = {
    start: ["tomorrow", "2026-13-01", "2026-11-02T10:00", "1793700000", ""],
    days: ["0", "61", "1.5", "-1", "week"],
    timezone: ["Berlin", "+01:00", ""],
    explain: ["yes", "true"],
    duration: ["31", "0", "half an hour"],
  };
  assert.deepEqual(Object.keys(wrong).sort(), Object.keys(AvailabilityParameters.entries).sort());
  for (const [name, values] of Object.entries(wrong)) {
    for (const value of values) {
      const answer = await call(listSlots, { params, query: { [name]: value } });
      const { fields } = await answer.json();
      assert.equal(answer.status, 422, `${name}=${value}`);
      assert.deepEqual(Object.keys(fields), [name], value);
      assert.match(fields[name], new RegExp(`^${name} must be .*(such as |: )[\\w/-]+`), value);
    }
  }
  const offered = await (await call(listSlots, { params, query: { duration: "31" } })).json();
  assert.equal(
    offered.fields.duration,
    "duration must be one of the lengths of this event type, in minutes: 30.",
  );
  assert.equal(
    (await call(listSlots, { params, query: { duration: "30", explain: "1" } })).status,
    200,
  );
});
