import assert from "node:assert/strict";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { suggestAlternatives } from "$lib/server/availability/suggest-alternatives.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { bookingRequest, mondayTen, town } from "../../support/town.ts";

const QUARTER = 900_000;

async function asking(given: Parameters<typeof town>[0] = {}) {
  const { app, host, type } = await town(given);
  const search = { hosts: [host], type, minutes: 30, near: mondayTen };
  return { app, host, ask: () => suggestAlternatives(app, search) };
}

Deno.test("suggestAlternatives: who asks at once shares one search, as long as the guard is the same", async () => {
  const { app, ask } = await asking();
  const [one, two] = await Promise.all([ask(), ask()]);
  assert.equal(one, two);
  assert.deepEqual(one, [-2, -1, 0, 1].map((n) => mondayTen + n * QUARTER));
  assert((await bookings.request(app, bookingRequest())).ok);
  const [three, four] = await Promise.all([ask(), ask()]);
  assert.equal(three, four);
  assert(!three.includes(mondayTen));
});

Deno.test("suggestAlternatives: a search is shared for no longer than the minute, or the next deadline", async () => {
  const { app, ask } = await asking({
    type: { slug: "soon", minimumNotice: 30, slotInterval: 15 },
  });
  app.at(mondayTen - 45 * MINUTE);
  const early = await ask();
  assert(early.includes(mondayTen - QUARTER));
  app.at(mondayTen - 44 * MINUTE);
  assert(!(await ask()).includes(mondayTen - QUARTER));

  app.settings.bookingTtlMs = 90_500;
  assert((await bookings.request(app, bookingRequest())).ok);
  const until = app.now() + 90_500;
  app.at(until - 1);
  assert(!(await ask()).includes(mondayTen));
  app.at(until);
  assert((await ask()).includes(mondayTen));
});

Deno.test("suggestAlternatives: a search that fails is everybody's own", async () => {
  const { app, ask } = await asking();
  const { kv } = app, cannotRead = () => Promise.reject(new Error("cannot read"));
  app.hostMemory.clear();
  app.kv = { ...kv, getMany: kv.getMany.bind(kv), get: cannotRead } as unknown as Deno.Kv;
  await assert.rejects(ask(), /cannot read/);
  app.kv = kv;
  assert.equal((await ask()).length, 4);
});
