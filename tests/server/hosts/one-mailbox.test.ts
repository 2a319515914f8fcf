import assert from "node:assert/strict";
import { EmailAddress } from "$lib/scheduling/email-address.ts";
import { block } from "$lib/server/guests/block-list.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as guestData from "$lib/server/guests/erasure.ts";
import { sendSignInLink } from "$lib/server/auth/magic-links.ts";
import { verifyEmail } from "$lib/server/auth/host-email.ts";
import { listBlockList } from "$lib/server/store/block-list.ts";
import { listJobs } from "$lib/server/store/jobs.ts";
import { searchBookings } from "$lib/server/store/search.ts";
import type { TestApp } from "../../support/test-app.ts";
import { addHost, bookingRequest, configuredApp, mondayTen, town } from "../../support/town.ts";
import * as v from "valibot";
import { MINUTE } from "$lib/scheduling/durations.ts";

const HALF_HOUR = 30 * MINUTE;
const spellings = [
  "grace@example.com",
  "GRACE@EXAMPLE.COM",
  "grace@ｅｘａｍｐｌｅ.com",
  "grace@ⓔⓧⓐⓜⓟⓛⓔ.ⓒⓞⓜ",
  "grace+2@example。com",
  "grace@𝗲xample.com",
];

async function ask(app: TestApp, email: string, n: number): Promise<string> {
  const input = bookingRequest({ start: mondayTen + n * HALF_HOUR });
  const guest = { ...input.guest, email: v.parse(EmailAddress, email) };
  const outcome = await bookings.request(app, { ...input, guest });
  return outcome.ok ? outcome.value.booking.guest.email : outcome.refusal.code;
}

Deno.test("one mailbox: all its spellings count as one guest's requests", async () => {
  const app = await configuredApp();
  app.settings.pendingPerGuest = 2;
  await addHost(app);
  const results = [];
  for (const [n, email] of spellings.entries()) results.push(await ask(app, email, n));
  assert.deepEqual(results.slice(0, 2), ["grace@example.com", "GRACE@example.com"]);
  assert.deepEqual(new Set(results.slice(2)), new Set(["too-many-pending"]));
});

Deno.test("one mailbox: blocked in one spelling of address or domain, it is blocked in all", async () => {
  for (const entry of ["Grace@ｅｘａｍｐｌｅ.com", "ｅxample.com", "grace+x@Example.com"]) {
    const { app, host } = await town();
    using _ = app;
    assert((await block(app, host.id, entry)).ok);
    for (const [n, email] of spellings.entries()) {
      assert.equal(await ask(app, email, n), "declined", `${entry} ${email}`);
    }
  }
  const { app, host } = await town();
  using _ = app;
  assert((await block(app, host.id, "münchen.de\ngooglemail.com")).ok);
  const listed = (await listBlockList(app.kv, host.id)).map(({ entry }) => entry);
  assert.deepEqual(listed, ["googlemail.com", "xn--mnchen-3ya.de"]);
  assert.equal(await ask(app, "a@MU\u0308NCHEN.de", 0), "declined");
  assert.equal(await ask(app, "a.b@googlemail.com", 1), "declined");
  assert.equal(await ask(app, "a.b@gmail.com", 2), "a.b@gmail.com", "another domain");
});

Deno.test("one mailbox: found, counted and erased under another spelling of its domain", async () => {
  const { app, host } = await town();
  assert.equal(await ask(app, "Grace@MÜNCHEN.de", 0), "Grace@xn--mnchen-3ya.de");
  const looked = { text: "grace@München.de", status: null, typeId: null };
  assert.equal((await searchBookings(app.kv, host.id, looked, 9)).bookings.length, 1);
  assert.equal((await guestData.countGuestBookings(app, host.id, "grace@münchen.DE")).all, 1);
  assert.equal((await guestData.countGuestBookings(app, host.id, "grace+x@münchen.DE")).all, 0);
});

Deno.test("one mailbox: a sign-in link is mailed for any spelling of the host's address", async () => {
  const { app, host } = await town({ app: { sendMail: () => Promise.resolve() } });
  assert((await verifyEmail(app, host.id, v.parse(EmailAddress, "Ada@MÜNCHEN.de"))).ok);
  assert((await sendSignInLink(app, "ada@mu\u0308nchen.de", "192.0.2.1")).ok);
  const { jobs } = await listJobs(app.kv, host.id, { limit: 9 });
  assert(jobs.some(({ work }) => work.kind === "send-sign-in-email"));
});
