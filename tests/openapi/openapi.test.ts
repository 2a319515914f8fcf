import assert from "node:assert/strict";
import SwaggerParser from "@apidevtools/swagger-parser";
import type { JsonSchema } from "@valibot/to-json-schema";
import { inputSchema } from "$lib/openapi/json-schema.ts";
import { BookingBody } from "$lib/scheduling/api-schemas.ts";
import { openApiDocument } from "$lib/openapi/openapi.ts";
import { operations } from "../support/operations.ts";

const document = openApiDocument(operations, { baseUrl: "https://cal.example" });

Deno.test("OpenAPI: the document is valid", async () => {
  // The validator resolves references in place.
  await SwaggerParser.validate(structuredClone(document) as never);
});

Deno.test("OpenAPI: every operation has an id and an address of its own, and a summary", () => {
  const ids = operations.map(({ id }) => id);
  const addresses = operations.map(({ method, path }) => `${method} ${path}`);
  assert.deepEqual(ids, [...new Set(ids)]);
  assert.deepEqual(addresses, [...new Set(addresses)]);
  for (const { id, summary } of operations) {
    assert.match(summary, /^[A-Z].*[^.]$/, id);
  }
});

Deno.test("OpenAPI: what changes needs the key of a request, or takes one", () => {
  for (const { method, id, idempotency } of operations) {
    assert.equal(idempotency === undefined, method === "GET", id);
  }
});

Deno.test("OpenAPI: what books or reschedules needs a key, so that a repeat books nothing twice", () => {
  const needing = operations.filter(({ idempotency }) => idempotency === "required");
  assert.deepEqual(needing.map(({ method, path }) => `${method} ${path}`).toSorted(), [
    "POST /v0/bookings",
    "POST /v0/bookings/actions/{token}/reschedule",
    "POST /v0/me/bookings",
    "POST /v0/me/bookings/{id}/reschedule",
    "POST /v0/team-bookings",
  ]);
});

Deno.test("inputSchema: instants, zones and email addresses have their formats", () => {
  const { startsAt, timezone, inviteeEmail } = inputSchema(BookingBody, false).properties as Record<
    string,
    JsonSchema
  >;
  assert.equal(startsAt?.format, "date-time");
  assert.match(timezone?.description ?? "", /IANA/);
  assert.equal(inviteeEmail?.format, "email");
});
