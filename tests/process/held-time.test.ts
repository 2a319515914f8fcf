/** Held time of the running program: a clock that runs ahead takes none of it, and what was lost in the file is there after a start. */
import assert from "node:assert/strict";
import { DAY } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import {
  bookingsIn,
  heldForNobody,
  holdsIn,
  unheld,
  violations,
} from "../proofs/invariant-checker.ts";
import { startWithHost } from "../support/running-program.ts";
import { ask, bookingRequest } from "../support/town.ts";
import { missingProgram } from "../support/expected-missing.ts";
import { libfaketime, type Program } from "../support/program.ts";
import { offered } from "../support/proof/guest-client.ts";
import { dumpOf } from "../support/proof/run-proof.ts";
import { deleteHolds } from "../support/ledger.ts";

const BOOKED = 8;

/** Judges the store of a program by the independent checker; how many bookings are confirmed. */
async function judge(program: Program): Promise<number> {
  const lines = await dumpOf(program.dataDir), now = Date.now();
  const all = bookingsIn(lines), holds = holdsIn(lines);
  assert.deepEqual(violations(all, now), []);
  assert.deepEqual(unheld(all, holds, now), []);
  assert.deepEqual(heldForNobody(all, holds, now), []);
  return all.filter(({ status }) => status === "CONFIRMED").length;
}

Deno.test({
  name: "program: a clock sixty days ahead for a while loses no held time and gives nothing twice",
  ignore: !(libfaketime() ?? missingProgram("libfaketime", "apt-get install faketime")),
  async fn() {
    const starts: number[] = [];
    let session = "";
    await using program = await startWithHost({ clock: "+0" }, async (app, host) => {
      const type = (await listEventTypes(app.kv, host.id)).find(({ slug }) => slug === "coffee")!;
      const window = { start: app.now() + DAY, end: app.now() + 40 * DAY };
      const { starts: free } = await findSlots(app, { hosts: [host], type, minutes: 30, window });
      for (let n = 0; n < BOOKED; n++) {
        const start = free[Math.floor(n * free.length / BOOKED)]!;
        await ask(app, { slug: "coffee", minutes: 30, start });
        starts.push(start);
      }
      session =
        (await sessions.start(app, host.id, "magic-link", { agent: "", before: null })).secret;
    });
    assert.equal(await judge(program), BOOKED);

    // A store that is opened deletes what has expired by the clock of that moment.
    await program.setClock("+60d");
    await program.restart();
    assert((await fetch(`${program.address}/calendar/ada/coffee`)).ok);
    await program.setClock("+0");
    await program.restart();

    const free = await offered(
      program.address,
      { username: "ada" },
      "coffee",
      Date.now() + DAY / 2,
      41,
    );
    assert(free.length > 100, `${free.length} offered`);
    assert.deepEqual(starts.filter((start) => free.includes(start)), []);
    assert.equal(await judge(program), BOOKED);
    const inbox = await fetch(`${program.address}/dashboard`, {
      headers: { cookie: `${sessions.sessionCookie}=${session}` },
      redirect: "manual",
    });
    assert.equal(inbox.status, 200, "still signed in");
    assert.doesNotMatch(program.output().log, /held-time-rebuilt/, "there was nothing to rebuild");
  },
});

Deno.test("program: a start restores deleted held time and names to the host what was given twice", async () => {
  let session = "", first = 0;
  await using program = await startWithHost({}, async (app, host) => {
    const type = (await listEventTypes(app.kv, host.id)).find(({ slug }) => slug === "coffee")!;
    const { starts } = await findSlots(app, {
      hosts: [host],
      type,
      minutes: 30,
      window: {
        start: app.now() + DAY,
        end: app.now() + 8 * DAY,
      },
    });
    first = starts[0]!;
    const guests = ["Grace Hopper", "Alan Kay"];
    for (const name of guests) {
      const guest = { name };
      const request = bookingRequest({ slug: "coffee", minutes: 30, start: first, guest });
      assert((await bookings.request(app, request)).ok);
      await deleteHolds(app.kv);
    }
    const request = bookingRequest({ slug: "coffee", minutes: 30, start: starts.at(-1)! });
    assert((await bookings.request(app, request)).ok);
    await deleteHolds(app.kv);
    session =
      (await sessions.start(app, host.id, "magic-link", { agent: "", before: null })).secret;
  });
  const inbox = await fetch(`${program.address}/dashboard`, {
    headers: { cookie: `${sessions.sessionCookie}=${session}` },
  });
  const page = await inbox.text();
  assert.match(page, /Two bookings overlap/);
  assert.match(page, /Grace Hopper<\/a>[^<]*Coffee/);
  assert.match(page, /Alan Kay<\/a>[^<]*Coffee/);
  const free = await offered(
    program.address,
    { username: "ada" },
    "coffee",
    first - DAY / 2,
    9,
  );
  assert(free.length > 0 && !free.includes(first), "not given a third time");
  const { log } = program.output();
  assert.match(log, /"held-time-rebuilt".*"bookings":3/);
  assert.match(log, /"double-booking"/);
  assert.doesNotMatch(log, /Grace|example\.com/);
  const lines = await dumpOf(program.dataDir);
  assert.deepEqual(unheld(bookingsIn(lines), holdsIn(lines), Date.now()), []);
  assert.equal(bookingsIn(lines).filter(({ status }) => status === "CONFIRMED").length, 3);
});
