import assert from "node:assert/strict";
import { isLiveBooking } from "$lib/scheduling/booking.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import * as account from "$lib/server/hosts/account.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as connections from "$lib/server/connections/index.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import * as feeds from "$lib/server/feeds/feeds.ts";
import { type Claims, signInByOidc } from "$lib/server/auth/oidc.ts";
import { syncCalendars } from "$lib/server/jobs/sync.ts";
import { createHost } from "$lib/server/hosts/create-host.ts";
import { sendSignInLink } from "$lib/server/auth/magic-links.ts";
import { findBookableType } from "$lib/server/event-types/find-bookable-type.ts";
import { rescheduleOverdue } from "$lib/server/jobs/reschedule-overdue.ts";
import * as profile from "$lib/server/hosts/profile.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import * as signIn from "$lib/server/auth/sign-in-links.ts";
import { createConsoleLink } from "$lib/server/auth/console-link.ts";
import { getBooking, listHistory } from "$lib/server/store/bookings.ts";
import { getUsername } from "$lib/server/store/hosts.ts";
import { keys } from "$lib/server/store/keys.ts";
import { newJob } from "$lib/server/store/jobs.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { openLocks } from "$lib/server/runtime/locks.ts";
import { testSecret } from "../../support/sign-in-app.ts";
import { bookingRequest, mondayTen } from "../../support/configured-app.ts";
import { ask, DAY, fullAccount, HOUR, runDue, traces } from "../../support/full-account.ts";

const full = Deno.env.get("INVITO_PROVE") === "full";
const MINUTE = 60_000;
const wish = { username: "ada", message: "I am closing my practice." };

/** What must not be left of Ada, in any key or value. */
function wordsOf({ host, meetings }: Awaited<ReturnType<typeof fullAccount>>): string[] {
  const ids = Object.values(meetings).map(({ id }) => id);
  return [host.id, "Ada Beck", "ada@example.org", "guestling", "A phone", "Gladly", ...ids];
}

/** Kinds of records that are nobody's: what another kind is of, must be gone at the end. */
const nobodys = [
  "version",
  "proxy_headers",
  "readiness_probe",
  "proxy_headers",
  "clock_state",
  "sealing_keys",
  "used_link",
  "job_claim",
];

Deno.test("the account of these tests has a record of every kind that the store knows", async () => {
  const { app } = await fullAccount();
  using _ = app;
  const there = new Set<string>();
  for await (const { key } of app.kv.list({ prefix: [] })) there.add(String(key[0]));
  const build: Record<string, (...parts: never[]) => Deno.KvKey> = keys;
  const kinds = Object.values(build).map((key) => {
    const parts: unknown[] = ["a", "b", "c", "d"];
    return String(Reflect.apply(key, null, parts)[0]);
  });
  const missing = [...new Set(kinds)].filter((kind) => !there.has(kind) && !nobodys.includes(kind));
  assert.deepEqual(missing, [], "plant them in whole-account.ts: closing must erase them");
});

Deno.test("close: at once the page is gone, nobody signs in, and nothing of the account can be used", async () => {
  const whole = await fullAccount();
  using app = whole.app;
  const { host } = whole;
  const refusedName = await account.close(app, host.id, { ...wish, username: "bea" });
  assert(!refusedName.ok && refusedName.refusal.fields?.username === "not-your-username");
  assert(await sessions.find(app, whole.session), "nothing happens over a wrong name");

  assert((await account.close(app, host.id, wish)).ok);
  const found = await findBookableType(app, "ada", "intro-call");
  assert(!found.ok && found.refusal.code === "not-found");
  const late = await bookings.request(app, bookingRequest({ start: mondayTen + 10 * DAY }));
  assert(!late.ok && late.refusal.code === "not-found");
  assert.equal(await sessions.find(app, whole.session), null);
  assert.equal(await feeds.findFeed(app, whole.feed), null);
  const invited = await signIn.previewLink(app, whole.invitation);
  assert(!invited.ok && invited.refusal.detail === "link-unknown");
  const expiresAt = app.now() + HOUR;
  const console = await signIn.previewLink(
    app,
    await createConsoleLink(testSecret, { username: "ada", expiresAt }),
  );
  assert(!console.ok);
  const booking = (await getBooking(app.kv, whole.meetings.asked.id))!;
  const door = await bookings.openHostLink(app, booking, host.id);
  assert.equal(await bookings.findByLink(app, door, "host"), null, "the host's links are over");
  assert(
    await bookings.findByLink(app, whole.meetings.asked.token, "guest"),
    "the guest's are not",
  );

  const sent = whole.letters.length;
  assert(
    (await sendSignInLink(app, "ada@example.org", "198.51.100.8")).ok,
    "the answer is the same",
  );
  const [type] = await listEventTypes(app.kv, host.id);
  const edited = await eventTypes.remove(app, host.id, type!.id);
  assert(!edited.ok && edited.refusal.code === "not-found", "no verb works for who has left");
  const chosen = await connections.chooseCalendars(app, host.id, "connection", []);
  assert(!chosen.ok && chosen.refusal.code === "not-found", "nor for their calendars");
  assert(!(await account.close(app, host.id, wish)).ok, "closed once");
  const inFlight = await sessions.start(app, host.id, "magic-link", { agent: "", before: null });
  assert.equal(await sessions.find(app, inFlight.secret), null, "signing in that was under way");
  const sync = { kind: "sync" as const, hostId: host.id, connectionId: "connection" };
  const job = newJob({ hostId: host.id, work: sync, dueAt: 0 }, app.now());
  assert.deepEqual(await syncCalendars(app, job), { state: "superseded" });
  await runDue(app);
  assert.deepEqual(
    whole.letters.slice(sent).filter(({ subject }) => /sign/i.test(subject)),
    [],
  );
});

Deno.test("close: upcoming meetings are cancelled with their emails and entries; past entries stay", async () => {
  const whole = await fullAccount();
  using app = whole.app;
  const { meetings } = whole;
  const before = whole.letters.length;
  assert.equal(whole.entries.size, 4, "three meetings and a class");
  assert((await account.close(app, whole.host.id, wish)).ok);
  await runDue(app);

  for (const { id } of [meetings.agreed, meetings.moving, meetings.asked]) {
    const booking = (await getBooking(app.kv, id))!;
    assert.equal(booking.status, "CANCELLED");
    assert.equal(booking.message, wish.message);
    assert.equal((await listHistory(app.kv, id)).at(-1)?.by, "host");
  }
  assert.equal((await getBooking(app.kv, meetings.past.id))?.status, "CONFIRMED");
  assert.deepEqual([...whole.entries], [(await getBooking(app.kv, meetings.past.id))!.uid]);
  const told = whole.letters.slice(before).map(({ to }) => to.address);
  for (const n of [2, 3, 4, 5, 6]) {
    assert(told.includes(`guestling-${n}@example.net`), `guest ${n}`);
  }
  const guest = await bookings.findByLink(app, meetings.agreed.token, "guest");
  assert.equal(guest?.booking.status, "CANCELLED", "the guest's page still tells the story");
});

Deno.test("close: once emails and calendars are done nothing is left but the names, which stay reserved", async () => {
  const whole = await fullAccount();
  using app = whole.app;
  const words = wordsOf(whole);
  const beaMade = await createHost(app, {
    name: "Bea Cole",
    email: "bea@example.org",
    emailVerified: true,
    zone: "UTC",
    preferredUsername: "bea",
    identity: null,
  });
  assert(beaMade.ok);
  const bea = await traces(app.kv, [beaMade.value.id, "Bea Cole"]);
  assert((await account.close(app, whole.host.id, wish)).ok);
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
  assert.deepEqual(await traces(app.kv, [beaMade.value.id, "Bea Cole"]), bea, "Bea's is as it was");
  const taken = await profile.rename(app, beaMade.value.id, "ada");
  assert(!taken.ok && taken.refusal.code === "name-taken");
  for (const { token } of Object.values(whole.meetings)) {
    assert.equal(await bookings.findByLink(app, token, "guest"), null);
  }
});

Deno.test("close: emails and calendars that never respond delay it for seven days, no longer", async () => {
  const down = () => Promise.reject(new Error("no answer"));
  const whole = await fullAccount();
  using app = whole.app;
  app.sendMail = down;
  app.openCalendar = down;
  assert((await account.close(app, whole.host.id, wish)).ok);
  for (let hours = 0; hours < 7 * 24 - 1; hours += 6) {
    app.at(app.now() + (hours === 0 ? 2 * MINUTE : 6 * HOUR));
    await runDue(app);
  }
  assert((await traces(app.kv, [whole.host.id])).length > 0, "still trying on the seventh day");
  app.purgeGate = { waitMs: () => DAY };
  app.at(app.now() + DAY);
  await runDue(app);
  assert((await traces(app.kv, [whole.host.id])).length > 0, "the clock may be ahead");
  app.purgeGate = { waitMs: () => 0 };
  app.at(app.now() + DAY);
  await runDue(app);
  assert.deepEqual(await traces(app.kv, wordsOf(whole)), []);
});

Deno.test("close: a clock ahead erases no upcoming meeting, and gives up no email", async () => {
  const whole = await fullAccount();
  using app = whole.app;
  const right = app.now(), send = app.sendMail;
  app.clock = { ...app.clock, earliestNow: () => Math.min(right, app.now()), agreedForMs: () => 0 };
  app.purgeGate = { waitMs: () => DAY };
  app.sendMail = () => Promise.reject(new Error("no answer"));
  app.at(right + 60 * DAY);
  assert((await account.close(app, whole.host.id, wish)).ok);
  for (let n = 0; n < 3; n++) {
    app.at(app.now() + 8 * DAY);
    await runDue(app);
  }
  assert.equal((await getBooking(app.kv, whole.meetings.agreed.id))?.status, "CONFIRMED");

  app.at(right);
  app.sendMail = send;
  await rescheduleOverdue(app, 0);
  await runDue(app);
  assert.equal((await getBooking(app.kv, whole.meetings.agreed.id))?.status, "CANCELLED");
  app.clock = { ...app.clock, earliestNow: app.now, agreedForMs: () => 2 * MINUTE };
  for (let n = 0; n < 3; n++) {
    app.at(app.now() + MINUTE);
    await runDue(app);
  }
  assert.deepEqual(await traces(app.kv, wordsOf(whole)), []);
});

Deno.test("close: dead at any commit, before or after it, the next run ends it", async () => {
  // How many commits there are is found out on the way: a run that does not die is the last.
  const sides = ["before", "after"] as const;
  let at = 1, deaths = 0;
  for (;; at += full ? 1 : 8) {
    let survived = false;
    for (const side of sides) {
      const whole = await fullAccount();
      const words = wordsOf(whole);
      const { kv } = whole.app;
      const mortal = mortalStore(kv, at, side);
      whole.app.kv = mortal.kv;
      try {
        const closed = await account.close(whole.app, whole.host.id, wish);
        assert(closed.ok);
        await runDue(whole.app);
        whole.app.at(whole.app.now() + 2 * MINUTE);
        await runDue(whole.app);
      } catch (error) {
        if (!mortal.isDead()) throw error;
      }
      survived = !mortal.isDead();
      if (!survived) deaths++;

      whole.app.kv = kv;
      whole.app.withLock = openLocks();
      const stored = await kv.get<{ closure?: unknown }>(keys.host(whole.host.id));
      if (stored.value && !stored.value.closure) {
        assert((await account.close(whole.app, whole.host.id, wish)).ok);
      }
      // A lease of the run that died is over by then.
      for (let minutes = 0; minutes < 3; minutes++) {
        whole.app.at(whole.app.now() + 6 * MINUTE);
        await runDue(whole.app);
      }
      assert.deepEqual(await traces(kv, words), [], `died ${side} commit ${at}`);
      whole.app[Symbol.dispose]();
    }
    if (survived) break;
  }
  assert(deaths >= 8, `${deaths} deaths`);
});

Deno.test("close: just before any commit of a concurrent request, that is refused or cancelled, never left over", async () => {
  let refusals = 0, cancellations = 0;
  for (let nth = 1; nth <= 6; nth++) {
    const whole = await fullAccount({ withLock: (_, act) => act() });
    using app = whole.app;
    const { kv } = app;
    let isClosed = false;
    const close = async () => {
      isClosed = true;
      assert((await account.close({ ...app, kv }, whole.host.id, wish)).ok);
    };
    app.kv = before(kv, nth, close);
    const move = (of: { id: string }, start: number) =>
      bookings.reschedule(app, of.id, { by: { actor: "guest" }, start, revision: null, key: null });
    const outcomes = await Promise.all([
      asking(app, 0),
      move(whole.meetings.agreed, mondayTen + 11 * DAY),
      asking(app, 1),
      move(whole.meetings.asked, mondayTen + 12 * DAY),
    ]);
    app.kv = kv;
    if (!isClosed) await close();
    const granted = outcomes.filter(({ ok }) => ok).length;
    assert(granted < nth, `before commit ${nth}, and ${granted} were granted`);
    for (const { ok } of outcomes) ok ? cancellations++ : refusals++;
    await runDue(app);
    for await (const { value } of kv.list<Booking>({ prefix: keys.bookings() })) {
      const isStranded = isLiveBooking(value, app.now()) && value.start > app.now();
      assert(!isStranded, `before commit ${nth}: ${value.status}`);
    }
    app.at(app.now() + 2 * MINUTE);
    await runDue(app);
    assert.deepEqual(await traces(kv, wordsOf(whole)), []);
  }
  assert(refusals >= 4 && cancellations >= 4, `${refusals} refused, ${cancellations} cancelled`);
});

Deno.test("close: an issuer's account opens nothing until all is erased; then its owner begins anew", async () => {
  const whole = await fullAccount();
  using app = whole.app;
  const errand = { redirectTo: "/dashboard", linkToHostId: null, zone: "UTC" };
  const claims: Claims = { sub: "1" };
  const enter = () => signInByOidc(app, "https://issuer.example", claims, errand, null);
  const before = await enter();
  assert(before.ok && before.value.id === whole.host.id);
  assert((await account.close(app, whole.host.id, wish)).ok);
  const meanwhile = await enter();
  assert(!meanwhile.ok && meanwhile.refusal.detail === "leaving");
  await runDue(app);
  app.at(app.now() + 2 * MINUTE);
  await runDue(app);
  const anew = await enter();
  assert(anew.ok && anew.value.id !== whole.host.id && anew.value.username !== "ada");
});

Deno.test("close: the name stays taken, and the address may begin anew", async () => {
  const whole = await fullAccount();
  using app = whole.app;
  assert((await account.close(app, whole.host.id, wish)).ok);
  await runDue(app);
  app.at(app.now() + 2 * MINUTE);
  await runDue(app);
  assert.equal((await getUsername(app.kv, "ada"))?.hostId, "");
  const again = await createHost(app, {
    name: "Ada",
    email: "ada@example.org",
    emailVerified: true,
    zone: "UTC",
    preferredUsername: "ada",
    identity: null,
  });
  assert(again.ok && again.value.username === "ada-2");
  await ask(app, mondayTen + 7 * DAY, 9).then(
    () => assert.fail("her old page is nobody's"),
    () => {},
  );
});

function asking(app: Parameters<typeof bookings.request>[0], n: number) {
  return bookings.request(app, bookingRequest({ start: mondayTen + 10 * DAY + n * HOUR }));
}

/** A store that lets something else happen, whole, just before its nth commit. */
function before(kv: Deno.Kv, nth: number, happening: () => Promise<void>): Deno.Kv {
  let left = nth, happened: Promise<void> | null = null;
  return new Proxy(kv, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (name !== "atomic") return typeof value === "function" ? value.bind(target) : value;
      return () => {
        const op = target.atomic(), commit = op.commit.bind(op);
        op.commit = async () => {
          if (--left <= 0) await (happened ??= happening());
          return await commit();
        };
        return op;
      };
    },
  });
}

/** A store that dies for good at its nth commit. */
function mortalStore(kv: Deno.Kv, nth: number, side: "before" | "after") {
  let left = nth, dead = false;
  const die = () => {
    dead = true;
    throw new Error("the program is dead");
  };
  const mortal = (op: Deno.AtomicOperation): Deno.AtomicOperation => {
    const commit = op.commit.bind(op);
    op.commit = async () => {
      if (dead) die();
      const isLast = --left === 0;
      if (isLast && side === "before") die();
      const outcome = await commit();
      if (isLast) die();
      return outcome;
    };
    return op;
  };
  const proxy = new Proxy(kv, {
    get(target, name) {
      if (dead) die();
      if (name === "atomic") return () => mortal(target.atomic());
      const value = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return { kv: proxy, isDead: () => dead };
}
