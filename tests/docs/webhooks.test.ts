import assert from "node:assert/strict";
import * as v from "valibot";
import { unknownFields } from "$lib/openapi/unknown-fields.ts";
import { webhookPayload } from "$lib/openapi/webhook-payload.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import { kindName, webhookKinds, webhookNamings } from "$lib/scheduling/webhook.ts";
import { retryPausesMs } from "$lib/scheduling/webhook-delivery.ts";
import { root } from "../../src/tasks/root.ts";

const page = await Deno.readTextFile(`${root}/docs/webhooks.md`);

Deno.test("docs/webhooks.md: the example is a webhook as its schema has it", () => {
  const example = JSON.parse(/```json\n([^`]+)```/.exec(page)?.[1] ?? "null");
  const schema = webhookPayload("booking.rescheduled");
  v.assert(schema, example);
  assert.deepEqual(unknownFields(schema, example), []);
});

Deno.test("docs/webhooks.md: every name of an event and every pause is there", () => {
  for (const kind of webhookKinds) {
    for (const naming of webhookNamings) {
      assert.ok(page.includes(`\`${kindName(kind, naming)}\``), kind);
    }
  }
  const text = page.replaceAll(/\s+/g, " ");
  assert.ok(
    text.includes("after 5 seconds, 5 minutes, 30 minutes, and 2, 5, 10, 14, 20 and 24 hours"),
  );
  assert.deepEqual(retryPausesMs, [
    0,
    5_000,
    300_000,
    1_800_000,
    ...[2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR),
  ]);
});
