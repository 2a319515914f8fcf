import assert from "node:assert/strict";
import SwaggerParser from "@apidevtools/swagger-parser";
import * as v from "valibot";
import { openApiDocument } from "$lib/openapi/openapi.ts";
import { operations } from "../support/operations.ts";
import { unknownFields } from "$lib/openapi/unknown-fields.ts";
import { describedWebhooks, webhookPayload } from "$lib/openapi/webhook-payload.ts";
import type { WebhookEvent } from "$lib/scheduling/webhook-event.ts";
import { bookingFacts } from "$lib/scheduling/booking-facts.ts";
import { webhookKinds, webhookNamings } from "$lib/scheduling/webhook.ts";
import { nativePayload } from "$lib/server/webhooks/native-payload.ts";
import { sampleEvent } from "$lib/server/webhooks/sample-event.ts";
import { ada, confirmedBooking, noon, pendingBooking } from "../support/sample-booking.ts";
import { ben, cleo, teamBooking } from "../support/sample-team-booking.ts";

const baseUrl = "https://book.example.org";

function assertDescribed(event: WebhookEvent) {
  for (const naming of webhookNamings) {
    const body = JSON.parse(JSON.stringify(nativePayload(event, { naming, baseUrl })));
    const schema = webhookPayload(event.kind);
    v.assert(schema, body);
    assert.deepEqual(unknownFields(schema, body), [], event.kind);
  }
}

Deno.test("OpenAPI: what a webhook sends is what its schema says, no more and no less", () => {
  for (const kind of webhookKinds) {
    assertDescribed(sampleEvent("e1", { id: "s1", ownerId: "h1" }, kind, noon));
  }
  const of = { id: "e1", at: noon, owners: ["h1"], onlyFor: null, isTest: false };
  const hosts = [ada(), ben, cleo], was = pendingBooking();
  for (
    const [is, before] of [[confirmedBooking(), was], [teamBooking([ben, cleo]), null]] as const
  ) {
    const facts = bookingFacts(is, { was: before, hosts, now: noon });
    assertDescribed({ ...of, kind: "booking.confirmed", facts });
  }
});

Deno.test("OpenAPI: the document with its webhooks is valid, and names every kind", async () => {
  const webhooks = describedWebhooks();
  assert.deepEqual(Object.keys(webhooks), [...webhookKinds]);
  const document = openApiDocument(operations, { baseUrl, webhooks });
  await SwaggerParser.validate(structuredClone(document) as never);
});
