/**
 * Must never be: an account that was closed and still has a live meeting, or leaves anything behind, whenever the program
 * is killed. It is killed with SIGKILL at named steps of closing and erasing; then everything is done that the next start
 * does, and the store is searched.
 *
 * Run: `deno run -A tests/proofs/close-account.ts`
 */
import { isLiveBooking } from "$lib/scheduling/booking.ts";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { addDays, dateAt, startOfDay } from "$lib/scheduling/day.ts";
import * as account from "$lib/server/hosts/account.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { eachBooking } from "$lib/server/store/scan.ts";
import { type TestApp, testSecret } from "../support/test-app.ts";
import { addHost, bookingRequest, configuredApp } from "../support/town.ts";
import { type Proof, prove } from "../support/proof/run-proof.ts";
import type { Program } from "../support/program.ts";
import { settingsFor, tempFolder } from "../support/temp-folder.ts";
import { weekdayAfter } from "../support/seeded-town.ts";
import { startVisit } from "../support/http-visitor.ts";
import { runDue, traces } from "../support/full-account.ts";
import { diesAt, unanswered } from "./crash/lives.ts";

const closeInput = { username: "ada", message: "" };

/** Steps of closing and cancelling, and of erasing, which comes a minute later. */
const few = ["close account:after", "expire:after", "erase host:after", "erase booking:after"];
const more = ["close account:before", "erase session:after", "expire:before:2", "erase host:before"]
  .concat(
    "erase booking:after:2",
    "erase booking:before:3",
    "erase job:before",
    "erase job:after:4",
  );

await prove("closing", async (proof) => {
  const points = proof.count(0, 1) ? [...few, ...more] : few;
  for (const point of points) {
    await using folder = await tempFolder();
    await closeAndDie(proof, point, folder.path);
  }
  proof.log(`killed at ${points.length} named points of closing an account`);
});

async function closeAndDie(proof: Proof, point: string, dataDir: string): Promise<void> {
  const isLater = /^erase (host|booking|job)/.test(point);
  const { session, words } = await furnish(dataDir, isLater);
  const setting = { dataDir, env: { INVITO_SESSION_SECRET: testSecret } };
  await diesAt(proof, setting, point, (program) => isLater ? undefined : closeAt(program, session));

  using app = await opened(dataDir);
  const host = await getHost(app.kv, words[0]!);
  if (host && !host.closure && !(await account.close(app, host.id, closeInput)).ok) {
    proof.fail(`died at ${point}: cannot be closed any more`);
  }
  // The lease of the run that died is over, and what the dead had begun is done again.
  for (let looks = 0; looks < 3; looks++) {
    app.at(app.now() + 6 * MINUTE);
    await runDue(app);
    for await (const booking of eachBooking(app.kv)) {
      const isStranded = isLiveBooking(booking, app.now()) && booking.start > app.now();
      if (isStranded) proof.fail(`died at ${point}: a ${booking.status} meeting stands`);
    }
  }
  for (const line of await traces(app.kv, words)) {
    proof.fail(`died at ${point}: left behind ${line.slice(0, 200)}`);
  }
}

/** Presses the button; the answer may never come. */
async function closeAt({ address }: Program, session: string): Promise<void> {
  const host = startVisit(address);
  host.cookies.set(sessions.sessionCookie, session);
  const form = { username: "ada", sure: "on", message: "" };
  await unanswered(host.post("/dashboard/settings/close", form));
}

/** Ada with three coming meetings; for the later steps her account was closed two minutes ago, and nothing is left but to erase it. */
async function furnish(dataDir: string, isClosed: boolean) {
  using app = await opened(dataDir);
  app.at(Date.now() - 2 * MINUTE);
  const host = await addHost(app);
  const words = [host.id, "Ada Beck", "ada@example.org", "Grace"];
  const date = weekdayAfter(addDays(dateAt(app.now(), host.zone), 2), 0);
  for (const hour of [9, 11, 14]) {
    const start = startOfDay(date, host.zone) + hour * HOUR;
    const requested = await bookings.request(app, bookingRequest({ start }));
    if (!requested.ok) throw new Error(requested.refusal.code);
    words.push(requested.value.booking.id);
  }
  const browser = { agent: "a proof", before: null };
  const { secret } = await sessions.start(app, host.id, "console", browser);
  if (isClosed) {
    if (!(await account.close(app, host.id, closeInput)).ok) throw new Error("not closed");
    await runDue(app);
  }
  return { session: secret, words };
}

async function opened(dataDir: string): Promise<TestApp> {
  const app = await configuredApp({ kv: await Deno.openKv(settingsFor(dataDir).dbPath) });
  app.at(Date.now());
  return app;
}
