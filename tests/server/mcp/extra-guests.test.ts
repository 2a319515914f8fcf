import assert from "node:assert/strict";
import { getEventTypeBySlug } from "$lib/server/store/event-types.ts";
import { agentOf } from "../../support/mcp-in-process.ts";
import { addEventType, mondayTen, town } from "../../support/town.ts";

const guests = ["alan@example.net", "mary@example.net"];

Deno.test("book: extra guests where the event type takes them, told as the guest's own words", async () => {
  const { app, host } = await town();
  await addEventType(app, host, { slug: "open", allowExtraGuests: true });
  const idOf = async (slug: string) => (await getEventTypeBySlug(app.kv, host.id, slug))!.id;
  const agent = await agentOf(app, host);
  const book = async (slug: string, given: string[]) => (await agent.call("book", {
    eventTypeId: await idOf(slug),
    startsAt: new Date(mondayTen).toISOString(),
    guestName: "Grace Hopper",
    guestEmail: "grace@example.com",
    guests: given,
    idempotencyKey: crypto.randomUUID(),
  }));
  const closed = await book("intro-call", guests);
  assert.equal(closed.isError, true);
  assert.ok(closed.structuredContent.fields.guests);
  assert.equal((await book("open", ["alan"])).isError, true);

  const booked = await book("open", guests);
  assert.equal(booked.isError, undefined, JSON.stringify(booked));
  assert.doesNotMatch(JSON.stringify(booked.structuredContent.booking), /alan@/);
  assert.match(JSON.stringify(booked), /"?brings/);
});
