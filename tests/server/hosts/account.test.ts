import assert from "node:assert/strict";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import * as account from "$lib/server/hosts/account.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as connections from "$lib/server/connections/index.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import * as feeds from "$lib/server/feeds/feeds.ts";
import { signInByOidc } from "$lib/server/auth/oidc.ts";
import type { Claims } from "$lib/server/auth/issuer-admission.ts";
import { syncCalendars } from "$lib/server/jobs/sync.ts";
import { createHost } from "$lib/server/hosts/create-host.ts";
import { sendSignInLink } from "$lib/server/auth/magic-links.ts";
import { findBookableType } from "$lib/server/event-types/find-bookable-type.ts";
import * as profile from "$lib/server/hosts/profile.ts";
import * as apiKeys from "$lib/server/auth/api-keys.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import * as signIn from "$lib/server/auth/sign-in-links.ts";
import { createConsoleLink } from "$lib/server/auth/console-link.ts";
import { getBooking, listHistory } from "$lib/server/store/bookings.ts";
import { getUsername } from "$lib/server/store/hosts.ts";
import { newJob } from "$lib/server/store/jobs.ts";
import { kindsWhere } from "$lib/server/records/records.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { addHost, bookingRequest, mondayTen } from "../../support/town.ts";
import {
  ask,
  closureInput,
  fullAccount,
  personalDataOf,
  traces,
} from "../../support/full-account.ts";
import { granted, refusal } from "../../support/granted.ts";
import { testSecret } from "../../support/test-app.ts";
import { runDue } from "../../support/job-runs.ts";

Deno.test("the account of these tests has a record of every kind that is somebody's", async () => {
  const { app } = await fullAccount();
  const there = new Set<Deno.KvKeyPart>();
  for await (const { key } of app.kv.list({ prefix: [] })) there.add(key[0]!);
  const missing = kindsWhere(({ owner }) => owner !== "nobody").filter((kind) => !there.has(kind));
  // What says that a job is running is only there meanwhile.
  assert.deepEqual(
    missing,
    ["job_claim"],
    "plant them in full-account.ts: closing must erase them",
  );
});

Deno.test("close: at once the page is gone, nobody signs in, and nothing of the account can be used", async () => {
  const whole = await fullAccount(), { app, host } = whole;
  const refusedName = await refusal(
    account.close(app, host.id, { ...closureInput, username: "bea" }),
  );
  assert.equal(refusedName.fields?.username, "not-your-username");
  assert(await sessions.find(app, whole.session), "nothing happens over a wrong name");

  assert((await account.close(app, host.id, closureInput)).ok);
  assert.equal(refusal(await findBookableType(app, "ada", "intro-call")).code, "not-found");
  const late = await refusal(
    bookings.request(app, bookingRequest({ start: mondayTen + 10 * DAY })),
  );
  assert.equal(late.code, "not-found");
  assert.equal(await sessions.find(app, whole.session), null);
  assert.equal(await apiKeys.find(app, whole.apiKey, "203.0.113.1"), null);
  assert.deepEqual(await apiKeys.list(app, host.id), [], "no key outlives the account");
  assert.equal(await feeds.findFeed(app, whole.feed), null);
  assert.equal(refusal(await signIn.previewLink(app, whole.invitation)).detail, "link-unknown");
  const expiresAt = app.now() + HOUR;
  await refusal(signIn.previewLink(
    app,
    await createConsoleLink(testSecret, { username: "ada", expiresAt }),
  ));
  const booking = (await getBooking(app.kv, whole.meetings.pending.id))!;
  const door = await bookings.openHostLink(app, booking, host.id);
  assert.equal(await bookings.findByLink(app, door, "host"), null, "the host's links are over");
  assert(
    await bookings.findByLink(app, whole.meetings.pending.token, "guest"),
    "the guest's are not",
  );

  const sent = whole.emails.length;
  assert(
    (await sendSignInLink(app, "ada@example.org", "198.51.100.8")).ok,
    "the answer is the same",
  );
  const [type] = await listEventTypes(app.kv, host.id);
  const edited = await refusal(eventTypes.remove(app, host.id, type!.id));
  assert.equal(edited.code, "not-found", "no verb works for who has left");
  const chosen = await refusal(connections.chooseCalendars(app, host.id, "connection", []));
  assert.equal(chosen.code, "not-found", "nor for their calendars");
  assert(!(await account.close(app, host.id, closureInput)).ok, "closed once");
  const inFlight = await sessions.start(app, host.id, "magic-link", { agent: "", before: null });
  assert.equal(await sessions.find(app, inFlight.secret), null, "signing in that was under way");
  const sync = { kind: "sync" as const, hostId: host.id, connectionId: "connection" };
  const job = newJob({ hostId: host.id, work: sync, dueAt: 0 }, app.now());
  assert.deepEqual(await syncCalendars(app, job), { state: "superseded" });
  await runDue(app);
  assert.deepEqual(
    whole.emails.slice(sent).filter(({ subject }) => /sign/i.test(subject)),
    [],
  );
});

Deno.test("close: upcoming meetings are cancelled with their emails and entries; past entries stay", async () => {
  const whole = await fullAccount(), { app, meetings } = whole;
  const before = whole.emails.length;
  assert.equal(whole.entries.size, 4, "three meetings and a class");
  assert((await account.close(app, whole.host.id, closureInput)).ok);
  await runDue(app);

  for (const { id } of [meetings.confirmed, meetings.rescheduling, meetings.pending]) {
    const booking = (await getBooking(app.kv, id))!;
    assert.equal(booking.status, "CANCELLED");
    assert.equal(booking.message, closureInput.message);
    assert.equal((await listHistory(app.kv, id)).at(-1)?.by, "host");
  }
  assert.equal((await getBooking(app.kv, meetings.past.id))?.status, "CONFIRMED");
  assert.deepEqual([...whole.entries], [(await getBooking(app.kv, meetings.past.id))!.uid]);
  const notified = whole.emails.slice(before).map(({ to }) => to.address);
  for (const n of [2, 3, 4, 5, 6]) {
    assert(notified.includes(`guestling-${n}@example.net`), `guest ${n}`);
  }
  const guest = await bookings.findByLink(app, meetings.confirmed.token, "guest");
  assert.equal(guest?.booking.status, "CANCELLED", "the guest's page still tells the story");
});

Deno.test("close: once emails and calendars are done nothing is left but the names, which stay reserved", async () => {
  const whole = await fullAccount(), { app } = whole;
  const words = personalDataOf(whole);
  const beaMade = await addHost(app, {
    name: "Bea Cole",
    email: "bea@example.org",
    zone: "UTC",
    language: "en",
    preferredUsername: "bea",
  });
  const bea = await traces(app.kv, [beaMade.id, "Bea Cole"]);
  assert((await account.close(app, whole.host.id, closureInput)).ok);
  await runDue(app);
  assert((await traces(app.kv, words)).length > 0, "first the guests are told");
  app.at(app.now() + 2 * MINUTE);
  await runDue(app);

  assert.deepEqual(await traces(app.kv, words), []);
  assert.deepEqual(
    await traces(app.kv, ["countess", '"ada"']),
    [
      JSON.stringify([["username", "ada"], { hostId: "", isReleased: true }]),
      JSON.stringify([["username", "countess"], { hostId: "", isReleased: true }]),
    ],
  );
  assert.deepEqual(await traces(app.kv, [beaMade.id, "Bea Cole"]), bea, "Bea's is as it was");
  assert.equal(refusal(await profile.rename(app, beaMade.id, "ada")).code, "name-taken");
  for (const { token } of Object.values(whole.meetings)) {
    assert.equal(await bookings.findByLink(app, token, "guest"), null);
  }
});

Deno.test("close: an issuer's account opens nothing until all is erased; then its owner begins anew", async () => {
  const whole = await fullAccount(), { app } = whole;
  const intent = {
    redirectTo: "/dashboard",
    linkToHostId: null,
    zone: "UTC",
    language: "en" as const,
  };
  app.settings.signup = "issuer";
  const claims: Claims = { sub: "1" };
  const enter = () => signInByOidc(app, "https://issuer.example", claims, intent, null);
  const before = await granted(enter());
  assert(before.id === whole.host.id);
  assert((await account.close(app, whole.host.id, closureInput)).ok);
  assert.equal(refusal(await enter()).detail, "leaving");
  await runDue(app);
  app.at(app.now() + 2 * MINUTE);
  await runDue(app);
  const anew = await granted(enter());
  assert(anew.id !== whole.host.id && anew.username !== "ada");
});

Deno.test("close: the name stays taken, and the address may begin anew", async () => {
  const whole = await fullAccount(), { app } = whole;
  assert((await account.close(app, whole.host.id, closureInput)).ok);
  await runDue(app);
  app.at(app.now() + 2 * MINUTE);
  await runDue(app);
  assert.equal((await getUsername(app.kv, "ada"))?.hostId, "");
  const again = await granted(createHost(app, {
    name: "Ada",
    email: "ada@example.org",
    emailVerified: true,
    zone: "UTC",
    language: "en",
    preferredUsername: "ada",
    identity: null,
  }));
  assert(again.username === "ada-2");
  await ask(app, mondayTen + 7 * DAY, 9).then(
    () => assert.fail("her old page is nobody's"),
    () => {},
  );
});
