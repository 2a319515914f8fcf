/** What a suspended account opens, what it keeps, and what is as before once it is resumed. */
import assert from "node:assert/strict";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { createConsoleLink } from "$lib/server/auth/console-link.ts";
import * as apiKeys from "$lib/server/auth/api-keys.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import { sendSignInLink } from "$lib/server/auth/magic-links.ts";
import { signInByOidc } from "$lib/server/auth/oidc.ts";
import { previewLink, useLink } from "$lib/server/auth/sign-in-links.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { explainMembers } from "$lib/server/availability/explain-team.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { findBookingPage } from "$lib/server/event-types/booking-page.ts";
import { hostsOffering } from "$lib/server/event-types/find-bookable-type.ts";
import * as feeds from "$lib/server/feeds/feeds.ts";
import { resume, suspend } from "$lib/server/hosts/suspension.ts";
import * as invitations from "$lib/server/teams/invitations.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { eachJob } from "$lib/server/store/scan.ts";
import { listSessions } from "$lib/server/store/sessions.ts";
import { hostList } from "$lib/server/views/picker/event-type-list.ts";
import { findLinkPicture } from "$lib/server/views/picker/link-picture.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { fullAccount } from "../../support/full-account.ts";
import { granted, refusal } from "../../support/granted.ts";
import { runDue } from "../../support/job-runs.ts";
import { addMemberHost, addTeam, addTeamType } from "../../support/team-town.ts";
import { type TestApp, testSecret } from "../../support/test-app.ts";
import { mondayTen } from "../../support/town.ts";

const browser = { agent: "", before: null };
const details = { name: "", zone: "UTC", language: "en" as const };
const window = { start: mondayTen + 10 * DAY, end: mondayTen + 12 * DAY };

/** Ada's account, with a team of hers and Ben's. */
async function stage() {
  const whole = await fullAccount(), { app, host } = whole;
  const ben = await addMemberHost(app, "ben");
  const team = await addTeam(app, [ben, host], { slug: "yard" });
  const both = [ben, host];
  const rotating = await addTeamType(app, team, both);
  const together = await addTeamType(app, team, both, {
    type: { slug: "both" },
    terms: { mode: "collective" },
  });
  await sendSignInLink(app, "ada@example.org", "198.51.100.9");
  return { ...whole, ben, rotating, together, mailed: await mailedToken(app) };
}
type Stage = Awaited<ReturnType<typeof stage>>;

/** The secret of the sign-in link that waits to be sent. */
async function mailedToken(app: TestApp): Promise<string> {
  for await (const { state, work } of eachJob(app.kv)) {
    if (state !== "waiting" || work.kind !== "send-sign-in-email") continue;
    return JSON.parse(await app.sealer.open(work.sealedEmail, "send-sign-in-email")).token;
  }
  throw new Error("no link was mailed");
}

const consoleLink = (app: Stage["app"]) =>
  createConsoleLink(testSecret, { username: "ada", expiresAt: app.now() + HOUR });

/** What works for an active host, and is refused while suspended. */
const open: Record<string, (stage: Stage) => Promise<boolean>> = {
  "the page of an event type": async ({ app }) =>
    (await findBookingPage(app, { username: "ada", slug: "intro-call" })).ok,
  "the list of event types": async ({ app, host }) =>
    (await hostList(app, (await getHost(app.kv, host.id))!)).types.length > 0,
  "the welcome on the page": async ({ app, host }) =>
    (await hostList(app, (await getHost(app.kv, host.id))!)).description === "Hello",
  "the picture of the page": async ({ app }) =>
    await findLinkPicture(app, { username: "ada" }, "en") !== null,
  "free times": async ({ app, host }) => {
    const [type] = await typesOf(app, host.id), hosts = [host];
    const search = { hosts, type: type!, minutes: type!.durations[0]!, window };
    return (await findSlots(app, search)).starts.length > 0;
  },
  "a round robin's turn": async ({ app, host, rotating }) =>
    (await hostsOffering(app, rotating)).some(({ id }) => id === host.id),
  "a collective": async ({ app, together }) => (await hostsOffering(app, together)).length === 2,
  "a member's free time": async ({ app, host, rotating }) => {
    const asked = { type: rotating, minutes: 30, window, requested: null };
    const { members } = await explainMembers(app, asked);
    return members.find(({ hostId }) => hostId === host.id)!.isPresent;
  },
  "an API key": async ({ app, apiKey }) => await apiKeys.find(app, apiKey, "203.0.113.1") !== null,
  "a feed": async ({ app, feed }) => await feeds.findFeed(app, feed) !== null,
  "the host's link of a request": async ({ app, host, meetings }) => {
    const booking = (await getBooking(app.kv, meetings.pending.id))!;
    const token = await bookings.openHostLink(app, booking, host.id);
    return await bookings.findByLink(app, token, "host") !== null;
  },
  "an invitation by the host": async ({ app, invitation }) =>
    (await previewLink(app, invitation)).ok,
  "an invitation into a team": async ({ app, ben }) => {
    const third = await addTeam(app, [ben], { id: crypto.randomUUID(), slug: crypto.randomUUID() });
    const input = { who: "ada", role: "member" as const };
    return (await invitations.invite(app, { teamId: third.id, hostId: ben.id }, input)).ok;
  },
};

function typesOf(app: Stage["app"], hostId: string): Promise<EventType[]> {
  return Array.fromAsync(
    app.kv.list<EventType>({ prefix: keys.eventTypesOf(hostId) }),
    ({ value }) => value,
  );
}

/** The ways to sign in, by the sentence of who is refused. */
const signingIn: Record<string, (stage: Stage) => Promise<string>> = {
  "a link of the terminal": async ({ app }) =>
    said(await useLink(app, await consoleLink(app), details)),
  "an emailed link": async ({ app, mailed }) => said(await useLink(app, mailed, details)),
  "the issuer": async ({ app }) => {
    const intent = { redirectTo: "/", linkToHostId: null, zone: "UTC", language: "en" as const };
    return said(await signInByOidc(app, "https://issuer.example", { sub: "1" }, intent, null));
  },
};

function said(outcome: { ok: true } | { ok: false; refusal: { detail?: string } }): string {
  return outcome.ok ? "signed in" : outcome.refusal.detail ?? "";
}

for (const [name, isOpen] of Object.entries(open)) {
  Deno.test(`suspend: ${name} is off until the account is resumed`, async () => {
    const at = await stage(), { app, host } = at;
    assert(await isOpen(at), "at first");
    await granted(suspend(app, host.id, ""));
    assert(!await isOpen(at), "while suspended");
    await granted(resume(app, host.id));
    assert(await isOpen(at), "resumed");
  });
}

for (const [name, enter] of Object.entries(signingIn)) {
  Deno.test(`suspend: ${name} says so, and signs in once the account is resumed`, async () => {
    const at = await stage(), { app, host } = at;
    await granted(suspend(app, host.id, ""));
    assert.equal(await enter(at), "suspended");
    assert.deepEqual(await listSessions(app.kv, host.id), []);
    await granted(resume(app, host.id));
    assert.equal(await enter(at), "signed in", "the link was not used up");
  });
}

Deno.test("suspend: sessions end for good, those too that begin meanwhile or stay in the store", async () => {
  const whole = await fullAccount(), { app, host } = whole;
  const [stored] = await listSessions(app.kv, host.id);
  await granted(suspend(app, host.id, ""));
  assert.deepEqual(await listSessions(app.kv, host.id), []);
  // As a program leaves it that is killed right after the commit.
  await app.kv.set(keys.session(stored!.hash), stored);
  await app.kv.set(keys.sessionOf(host.id, stored!.hash), true);
  const late = await sessions.start(app, host.id, "console", browser);
  for (const secret of [whole.session, late.secret]) {
    assert.equal(await sessions.find(app, secret), null);
  }
  await granted(resume(app, host.id));
  for (const secret of [whole.session, late.secret]) {
    assert.equal(await sessions.find(app, secret), null, "resumed");
  }
  assert.deepEqual(await sessions.list(app, host.id), []);
  const anew = await sessions.start(app, host.id, "console", browser);
  assert.equal((await sessions.find(app, anew.secret))?.host.id, host.id);
});

Deno.test("suspend: what is booked stays, with its reminders, entries and emails; its guest cancels", async () => {
  const whole = await fullAccount(), { app, host, meetings, emails, entries } = whole;
  const statusOf = async ({ id }: { id: string }) => (await getBooking(app.kv, id))?.status;
  await granted(suspend(app, host.id, "spam"));
  const sent = emails.length;
  await runDue(app);
  assert.deepEqual(
    [await statusOf(meetings.confirmed), await statusOf(meetings.pending), entries.size],
    ["CONFIRMED", "PENDING", 4],
  );
  assert(!emails.slice(sent).some(({ to }) => to.address === "ada@example.org"), "no email of it");
  await granted(bookings.cancel(app, meetings.confirmed.id, {
    by: { actor: "guest" },
    reason: "",
    revision: null,
  }));
  app.at(mondayTen + 3 * DAY);
  await runDue(app);
  assert.deepEqual(
    [await statusOf(meetings.confirmed), await statusOf(meetings.pending), entries.size],
    ["CANCELLED", "CANCELLED", 3],
    "cancelled by its guest, and expired",
  );
  const moving = (await getBooking(app.kv, meetings.rescheduling.id))!;
  assert.deepEqual([moving.status, moving.rescheduleRequest], ["CONFIRMED", null], "as it was");
});

Deno.test("suspend: twice is once, but for another reason; a closed account is neither suspended nor resumed", async () => {
  const { app, host } = await fullAccount();
  const first = await granted(suspend(app, host.id, "spam"));
  app.at(app.now() + HOUR);
  for (const reason of ["spam", ""]) {
    const again = await granted(suspend(app, host.id, reason));
    assert.deepEqual([again.suspension, again.revision], [first.suspension, first.revision]);
  }
  const other = await granted(suspend(app, host.id, "other"));
  assert.deepEqual(other.suspension, { ...first.suspension, reason: "other" });
  const back = await granted(resume(app, host.id));
  assert.deepEqual([back.suspension, back.sessionEpoch], [null, 3]);
  assert.equal((await granted(resume(app, host.id))).revision, back.revision);
  assert.equal(refusalOf(await suspend(app, "nobody", "")), "not-found");
});

function refusalOf(outcome: Awaited<ReturnType<typeof suspend>>): string {
  return refusal(outcome).code;
}
