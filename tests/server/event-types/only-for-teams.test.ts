import assert from "node:assert/strict";
import type { Outcome } from "$lib/scheduling/outcome.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { hostList } from "$lib/server/views/picker/event-type-list.ts";
import { testEventType } from "$lib/server/bookings/test-booking.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import { hostEventTypeJson } from "$lib/server/event-types/event-type-json.ts";
import { findBookableType } from "$lib/server/event-types/find-bookable-type.ts";
import * as privateLinks from "$lib/server/event-types/private-links.ts";
import { granted } from "../../support/granted.ts";
import { bookingRequest, town } from "../../support/town.ts";

const codeOf = (outcome: Outcome<unknown>) => outcome.ok ? "ok" : outcome.refusal.code;
const wish = () => bookingRequest({ slug: "base" });

Deno.test("a type for teams only has no page, no link opens it, and it is not listed", async () => {
  const { app, host, type } = await town({ type: { slug: "base", onlyForTeams: true } });
  await granted(privateLinks.create(app, host, type.id, { label: "", uses: 1, until: null }));
  const [link] = await privateLinks.list(app, host, type);
  const secret = new URL(link!.address).searchParams.get("link");
  for (const with_ of [null, secret]) {
    assert.equal(codeOf(await findBookableType(app, "ada", "base", with_)), "not-found");
    const requested = await bookings.request(app, { ...wish(), link: with_ });
    assert.equal(codeOf(requested), "not-found");
  }
  const { types } = await hostList(app, host);
  assert(!types.some(({ href }) => href.endsWith("/base")));
  assert.equal(hostEventTypeJson(app.baseUrl, host, type).page, null);
});

Deno.test("a type that becomes one for teams only while a guest waits in the queue is not booked", async () => {
  const { app, host, type } = await town({ type: { slug: "base" } });
  const inTurn = app.withLock;
  app.withLock = async (ids, act) => {
    app.withLock = inTurn;
    const { id, revision } = type;
    const input = { ...type, colour: "blue" as const, onlyForTeams: true };
    assert((await eventTypes.edit(app, host.id, id, revision, input)).ok);
    return await inTurn(ids, act);
  };
  assert.equal(codeOf(await bookings.request(app, wish())), "not-found");
});

Deno.test("testEventType: a test booking is never of a type for teams only", async () => {
  const { app, host, type } = await town();
  assert.equal((await testEventType(app, host.id))?.id, type.id);
  const input = { ...type, colour: "blue" as const, onlyForTeams: true };
  assert((await eventTypes.edit(app, host.id, type.id, type.revision, input)).ok);
  assert.equal(await testEventType(app, host.id), null);
});
