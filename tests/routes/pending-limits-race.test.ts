/** Races over real HTTP for what is scarce: the last seat, the last meeting of a day, a time that is booked and moved to, hours that close. */
import assert from "node:assert/strict";
import { addDays, dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { listHistory } from "$lib/server/store/bookings.ts";
import { eachBooking } from "$lib/server/store/scan.ts";
import { violations } from "../proofs/invariant-checker.ts";
import { dumpBookings } from "../support/dump-store.ts";
import { startWithHost } from "../support/running-program.ts";
import { addEventType, ask } from "../support/town.ts";
import { attemptBooking, formFields, newClient } from "../support/proof/guest-client.ts";
import { signedIn, weekdayAfter } from "../support/seeded-town.ts";
import { startVisit } from "../support/http-visitor.ts";

const ROUNDS = Deno.env.get("INVITO_PROVE") === "full" ? 25 : 4;
const SEATS = 3;

interface Round {
  date: string;
  start: number;
  /** The guest's link and the host's door of a request that waits for this round. */
  waiting: { token: string; door: string };
}

Deno.test("over HTTP: what is scarce is given once, however many reach for it", async (t) => {
  const rounds: Round[] = [];
  let session = "";
  await using program = await startWithHost(
    { env: { INVITO_TRUSTED_PROXIES: "1" } },
    async (app, ada) => {
      session = await signedIn(app, ada);
      const common = { durations: [30], slotInterval: 30, decision: "instant" as const };
      await addEventType(app, ada, { ...common, slug: "group", seats: SEATS });
      await addEventType(app, ada, {
        ...common,
        slug: "once",
        bookingLimits: { day: 1, week: null, month: null },
      });
      let date = dateAt(app.now(), ada.zone);
      for (let i = 0; i < ROUNDS; i++) {
        date = weekdayAfter(addDays(date, 1), i === 0 ? 2 : 0);
        const start = startOfDay(date, ada.zone) + 10 * HOUR;
        const { booking, token } = await ask(app, { start: start + 5 * HOUR });
        const door = `/booking/${await bookings.openHostLink(app, booking, ada.id)}`;
        rounds.push({ date, start, waiting: { token, door } });
      }
    },
  );
  const { address } = program;
  const host = startVisit(address, session);
  const input = (slug: string, start: number) =>
    attemptBooking(address, { username: "ada", slug, start });
  const act = async (token: string, deed: string, body: unknown) =>
    (await fetch(`${address}/v0/bookings/actions/${token}/${deed}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-forwarded-for": newClient(),
        "idempotency-key": crypto.randomUUID(),
      },
      body: JSON.stringify(body),
    })).status;
  const given = (answers: { status: number }[]) => answers.filter(({ status }) => status === 201);
  const fine = (statuses: number[]) => assert(statuses.every((each) => each < 500), `${statuses}`);

  await t.step(
    "the last seats: so many win as there are, and again so many as are given back",
    async () => {
      for (const { start } of rounds) {
        const first = await Promise.all(Array.from({ length: 12 }, () => input("group", start)));
        fine(first.map(({ status }) => status));
        assert.equal(given(first).length, SEATS);
        const [one, two] = given(first).map((answer) => (answer as typeof first[number]).body);
        // Given back and asked for at the same moment, with one who moves in from elsewhere.
        const elsewhere = await input("group", start + HOUR);
        assert.equal(elsewhere.status, 201);
        const [cancels, moves, more] = await Promise.all([
          Promise.all([one!, one!, two!].map(({ actions }) => act(actions.token, "cancel", {}))),
          act(elsewhere.body.actions.token, "reschedule", {
            startsAt: new Date(start).toISOString(),
          }),
          Promise.all(Array.from({ length: 8 }, () => input("group", start))),
        ]);
        fine([...cancels, moves, ...more.map(({ status }) => status)]);
        const late = await Promise.all(Array.from({ length: 4 }, () => input("group", start)));
        const joined = given([...more, ...late]).length + (moves === 200 ? 1 : 0);
        assert.equal(joined, 2, "two places came back");
      }
    },
  );

  await t.step(
    "the last meeting of a day is given once, at whichever time it is requested",
    async () => {
      for (const { start } of rounds) {
        const starts = Array.from({ length: 12 }, (_, i) => start + (4 + i % 6 * 0.5) * HOUR);
        const answers = await Promise.all(starts.map((each) => input("once", each)));
        fine(answers.map(({ status }) => status));
        assert.equal(given(answers).length, 1);
      }
    },
  );

  await t.step(
    "a time that some reschedule to while others book it: one of them has it",
    async () => {
      for (const { start } of rounds) {
        const to = start + 2 * HOUR;
        const excludedBookingIds = [];
        for (const minutes of [-60, -30]) {
          const booked = await input("coffee", start + minutes * MINUTE);
          assert.equal(booked.status, 201, JSON.stringify(booked.body));
          excludedBookingIds.push(booked.body.actions.token);
        }
        const [moves, asks] = await Promise.all([
          Promise.all(
            excludedBookingIds.map((token) =>
              act(token, "reschedule", { startsAt: new Date(to).toISOString() })
            ),
          ),
          Promise.all(Array.from({ length: 4 }, () => input("coffee", to))),
        ]);
        fine([...moves, ...asks.map(({ status }) => status)]);
        const won = moves.filter((status) => status === 200).length + given(asks).length;
        assert.equal(won, 1);
      }
    },
  );

  await t.step(
    "a request that is confirmed, declined, rescheduled and withdrawn at once has one history",
    async () => {
      for (const { start, waiting: { token, door } } of rounds) {
        const client = () => ({ "x-forwarded-for": newClient() });
        const form = async (way: string) =>
          formFields((await host.get(`${door}/${way}`, client())).text, /^$/);
        const [yes, no] = [await form("confirm"), await form("reject")];
        const answers = await Promise.all(
          [
            host.post(`${door}/confirm`, yes, client()),
            host.post(`${door}/reject`, no, client()),
            host.post(`${door}/confirm`, yes, client()),
          ].map((each) => each.then(({ status }) => status)).concat([
            act(token, "cancel", {}),
            act(token, "reschedule", { startsAt: new Date(start + 5.5 * HOUR).toISOString() }),
            act(token, "cancel", {}),
          ]),
        );
        fine(answers);
      }
    },
  );

  await t.step(
    "hours that the host closes meanwhile: no later request gets one",
    async () => {
      for (const { date, start } of rounds) {
        const from = start + 3 * HOUR;
        const closing = host.post("/dashboard/availability/time-off?/add", {
          first: date,
          name: "Away",
        });
        const during = Promise.all(
          Array.from({ length: 8 }, (_, i) => input("intro-call", from + i * 15 * MINUTE)),
        );
        assert.equal((await closing).status, 303);
        const after = await Promise.all(
          Array.from({ length: 8 }, (_, i) => input("intro-call", from + i * 15 * MINUTE)),
        );
        fine([...(await during), ...after].map(({ status }) => status));
        assert.deepEqual(given(after), []);
      }
    },
  );

  await program.stop();
  const kv = await Deno.openKv(`${program.dataDir}/invito.db`);
  try {
    const all = await dumpBookings(kv);
    assert.deepEqual(violations(all, Date.now()), []);
    assert.deepEqual(violations(all, 0), []);
    const ends = ["rejected", "expired", "cancelled", "withdrawn"];
    for await (const booking of eachBooking(kv)) {
      const story = (await listHistory(kv, booking.id)).map(({ event }) => event);
      assert.equal(story.length, booking.revision, story.join());
      assert(story.filter((what) => what === "confirmed").length <= 1, story.join());
      const isOver = booking.status === "REJECTED" || booking.status === "CANCELLED";
      const end = story.findIndex((what) => ends.includes(what));
      assert.equal(end, isOver ? story.length - 1 : -1, story.join());
    }
  } finally {
    kv.close();
  }
});
