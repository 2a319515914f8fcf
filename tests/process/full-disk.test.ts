import assert from "node:assert/strict";
import { DAY } from "$lib/scheduling/durations.ts";
import { startWithHost } from "../support/running-program.ts";
import { smallDisk } from "../support/small-disk.ts";
import { startVisit } from "../support/http-visitor.ts";
import { until } from "../support/until.ts";

Deno.test("full disk: pages are shown and nothing is accepted; with room again work goes on", async () => {
  await using disk = await smallDisk();
  await using program = await startWithHost({ dataDir: disk.path, ...disk.preload });
  const guest = startVisit(program.address);
  const slots = `/v0/users/ada/event-types/coffee/availability?start=${day(3)}&days=5`;
  const [first, second] = JSON.parse((await guest.get(slots)).text).slots;
  const ask = (slot: { startsAt: string }) =>
    fetch(`${program.address}/v0/bookings`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "idempotency-key": `full-disk-${slot.startsAt}`,
      },
      body: JSON.stringify({
        username: "ada",
        eventSlug: "coffee",
        startsAt: slot.startsAt,
        inviteeName: "Joan Marsh",
        inviteeEmail: "joan@example.net",
      }),
    });
  // One answer is good for everybody who asks within a moment.
  const isReady = (status: number) =>
    until(`/ready with ${status}`, async () => (await guest.get("/ready")).status === status);
  const token = /[A-Za-z0-9_-]{43}/.exec(await (await ask(first)).text())![0];
  await isReady(200);

  await disk.fill(program.pid);
  const refused = await ask(second);
  assert.equal(refused.status, 503);
  assert(Number(refused.headers.get("retry-after")) >= 1);
  const problem = await refused.json();
  assert.equal(problem.code, "cannot-save");
  assert.match(problem.title, /disk is full/);
  await isReady(503);
  assert.equal((await guest.get("/health")).status, 200);
  assert.equal((await guest.get("/calendar/ada/coffee")).status, 200, "what is there can be read");
  const cancel = await guest.post(`/booking/${token}/cancel`, { reason: "", revision: "1" });
  assert.equal(cancel.status, 503);
  assert.match(cancel.text, /disk is full/);
  assert(Number(cancel.headers.get("retry-after")) >= 1);
  assert.match((await guest.get(`/booking/${token}`)).text, /Joan/);

  await disk.free(program.pid);
  await isReady(200);
  const booked = await ask(second);
  assert.equal(booked.status, 201, await booked.text());
  assert.equal(
    (await guest.post(`/booking/${token}/cancel`, { reason: "", revision: "1" })).status,
    303,
  );
  const { log } = program.output();
  assert(
    !/"level":"error","event":"(unexpected-error|request-error|response|uncaught)"/.test(log),
    log,
  );
});

/** A date so many days from now. */
function day(days: number): string {
  return new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
}
