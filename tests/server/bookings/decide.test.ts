import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings/index.ts";
import { listHistory } from "$lib/server/store/bookings.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { granted, refusal } from "../../support/granted.ts";
import { ask, town } from "../../support/town.ts";

async function asked() {
  const { app, host } = await town();
  const { booking, token } = await ask(app);
  const decision = { hostId: host.id, revision: booking.revision, message: "", force: false };
  return { app, host, booking, token, decision };
}

Deno.test("confirm makes a request a booking, once", async () => {
  const { app, booking, decision } = await asked();
  const yes = await granted(bookings.confirm(app, booking.id, decision));
  assert.equal(yes.status, "CONFIRMED");
  assert.equal(yes.uid, booking.uid);
  assert.deepEqual(yes.organizer, { name: "Ada Beck", email: "ada@example.org" });
  const again = await refusal(bookings.confirm(app, booking.id, decision));
  assert.equal(again.code, "already-confirmed");
  assert.equal(refusal(await bookings.reject(app, booking.id, decision)).code, "already-confirmed");
});

Deno.test("decisions: of many at once exactly one wins and the history shows it once", async () => {
  const { app, booking, decision } = await asked();
  using _ = app;
  const all = await Promise.all(
    Array.from(
      { length: 30 },
      (_, i) => (i % 2 ? bookings.confirm : bookings.reject)(app, booking.id, decision),
    ),
  );
  assert.equal(all.filter((each) => each.ok).length, 1);
  const story = await listHistory(app.kv, booking.id);
  assert.equal(story.length, 2);
  const emails = (await listJobsOfBooking(app.kv, booking.id)).filter(({ work }) =>
    work.kind === "send-email"
  );
  assert.equal(emails.length, story[1]!.event === "confirmed" ? 4 : 3);
});

Deno.test("confirm refuses another host, an old form, and a request past its deadline", async () => {
  const { app, booking, decision } = await asked();
  const foreign = await refusal(
    bookings.confirm(app, booking.id, { ...decision, hostId: "somebody" }),
  );
  assert.equal(foreign.code, "not-found");
  const old = await refusal(bookings.confirm(app, booking.id, { ...decision, revision: 0 }));
  assert.equal(old.code, "changed");
  app.at(booking.reservedUntil!);
  assert.equal(refusal(await bookings.confirm(app, booking.id, decision)).code, "expired");
});

Deno.test("expire ends a request at its deadline with one email, and not before", async () => {
  const { app, booking } = await asked();
  assert.equal(refusal(await bookings.expire(app, booking.id)).code, "changed");
  app.at(booking.reservedUntil!);
  const all = await Promise.all([1, 2, 3].map(() => bookings.expire(app, booking.id)));
  assert.equal(all.filter((each) => each.ok).length, 1);
  const emails = (await listJobsOfBooking(app.kv, booking.id))
    .filter(({ work }) => work.kind === "send-email" && work.emailKind === "expired");
  assert.equal(emails.length, 1);
});

Deno.test("findByLink: a secret is good for one purpose only", async () => {
  const { app, booking, token, host } = await asked();
  assert.equal(await bookings.findByLink(app, token, "host"), null);
  const hostToken = await bookings.openHostLink(app, booking, host.id);
  assert.notEqual(hostToken, token);
  assert.equal(await bookings.findByLink(app, hostToken, "guest"), null);
  assert.equal((await bookings.findByLink(app, hostToken, "host"))?.host.id, host.id);
});
