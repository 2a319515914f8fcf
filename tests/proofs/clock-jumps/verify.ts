/** What must be so within a minute of the clock being right again, and what must still be there. */
import { dumpOf, judgeDump } from "../../support/proof/run-proof.ts";
import { until } from "../../support/until.ts";
import { startVisit } from "../../support/http-visitor.ts";
import { bookingsIn, type DumpedBooking } from "../invariant-checker.ts";
import * as act from "./actions.ts";
import { type ClockRun, type ClockSetup, MINUTE, SECOND, TTL } from "./setup.ts";

/** Judges one run, whose clock was set `jumps` times and is right since a moment. */
export async function verifyAfterClock(
  ground: ClockSetup,
  story: ClockRun,
  jumps: number,
): Promise<void> {
  const { proof } = ground;
  const { program, name } = story;
  const since = performance.now();
  await act.takeAgain(ground, program, `${name}, and back`);
  await stillThere(ground, story);
  const form = await act.openForm(ground, program);
  await act.fillIn(ground, form, `${name}, and back: a new form`, () => Promise.resolve());
  await act.bookSome(ground, program);

  const left = () => Math.max(1, since + MINUTE - performance.now());
  const inTime = async (what: string, look: () => Promise<boolean> | boolean) => {
    await until(what, look, left()).catch((error) => proof.fail(`${name}, and back: ${error}`));
  };
  await inTime("an email that was put off arrives", () => hasEmail(ground, story.deferred.email));
  // It is a minute, as anywhere.
  if (proof.count(0, 1) === 1) {
    await inTime(
      "a limit has room again",
      async () => await act.asks(program, story.limited) !== 429,
    );
  }
  let dump: Dump = { bookings: [], jobs: [] };
  await inTime(
    "no request waits for longer than one from now, none beyond its deadline",
    async () => {
      dump = await readDump(ground);
      return dump.bookings.every(({ status, reservedUntil }) => {
        const waits = Date.parse(reservedUntil ?? "") - Date.now();
        return status !== "PENDING" || (waits > 0 && waits <= TTL);
      });
    },
  );
  await inTime(
    "the reminder waits for its time, or went out",
    async () => isReminded(ground, story, dump = await readDump(ground)),
  );
  const rightAfter = ((performance.now() - since) / 1000).toFixed(1);

  await reminded(ground, story);
  await expiriesNotified(ground, dump.bookings);
  stands(ground, await judgeDump(proof, ground.dataDir));
  const logged = act.jumpsOf(program);
  if (logged.length !== jumps) proof.fail(`${name}: ${logged.length} words in the log: ${logged}`);
  proof.checkLog(program.output().log, name);
  const count = (status: string) => dump.bookings.filter((each) => each.status === status).length;
  proof.log(
    `${name}, and back: all right ${rightAfter} s later; ${count("CONFIRMED")} confirmed, ` +
      `${count("PENDING")} waiting, ${count("CANCELLED")} run out`,
  );
}

interface Dump {
  bookings: DumpedBooking[];
  jobs: { jobKind: string; booking?: string; state: string; dueAt: string }[];
}

async function readDump({ dataDir }: ClockSetup): Promise<Dump> {
  const lines = (await dumpOf(dataDir)).filter((line) => line.trim() !== "");
  const all = lines.map((line) => JSON.parse(line));
  return {
    bookings: bookingsIn(lines),
    jobs: all.filter(({ kind }) => kind === "job"),
  };
}

/** Sessions, links and what guests said of themselves. */
async function stillThere({ proof, confirmed }: ClockSetup, story: ClockRun): Promise<void> {
  const { program, name } = story;
  for (const session of story.sessions) {
    const { status, location } = await session.get("/dashboard/settings");
    if (status !== 200) proof.fail(`${name}: a session is gone: ${status} ${location}`);
  }
  const guest = startVisit(program.address);
  const link = await guest.get(story.link);
  if (link.status !== 200) proof.fail(`${name}: a private link is gone: ${link.status}`);
  for (const expected of [story.reminded, story.deferred, ...confirmed.slice(-3)]) {
    const page = await guest.get(`/booking/${expected.token}`);
    if (page.status !== 200) proof.fail(`${name}: a guest's link is gone: ${page.status}`);
    else if (!page.text.includes(expected.name)) proof.fail(`${name}: a guest's name is gone`);
  }
}

function hasEmail({ box }: ClockSetup, email: string): boolean {
  return box.emails.some(({ to, kind }) => to === email && kind === "guest-confirmed");
}

function remindersOf({ box }: ClockSetup, { reminded: { id } }: ClockRun): number {
  return box.emails.filter(({ kind, booking }) => kind === "reminder" && booking === id).length;
}

function isReminded(ground: ClockSetup, story: ClockRun, { jobs }: Dump): boolean {
  if (remindersOf(ground, story) > 0 || Date.now() > story.remindedAt) return true;
  return jobs.some(({ jobKind, booking, state, dueAt }) =>
    jobKind === "schedule-reminders" && booking === story.reminded.id && state === "waiting" &&
    Date.parse(dueAt) === story.remindedAt
  );
}

/** In full the minute is waited for: the reminder goes out, once, whichever clock said so first. */
async function reminded(ground: ClockSetup, story: ClockRun): Promise<void> {
  const { proof } = ground;
  if (proof.count(0, 1) === 1) {
    const left = story.remindedAt - Date.now() + 20 * SECOND;
    await until("the reminder", () => remindersOf(ground, story) > 0, Math.max(1, left))
      .catch((error) => proof.fail(`${story.name}, and back: ${error}`));
  }
  const times = remindersOf(ground, story);
  if (times > 1) proof.fail(`${story.name}: reminded ${times} times`);
}

/** Who asked and was not answered in time is told once; who still waits is told nothing. */
async function expiriesNotified(ground: ClockSetup, bookings: DumpedBooking[]): Promise<void> {
  const { proof, box, requested } = ground;
  const byId = new Map(bookings.map((booking) => [booking.id, booking]));
  const ends = (id: string) =>
    box.emails.filter(({ kind, booking }) => kind === "expired" && booking === id).length;
  for (const { id } of requested) {
    const status = byId.get(id)?.status;
    if (status === "CANCELLED") {
      // A timeout is not reported here: the count below reports the missing email.
      await until("the email about an end", () => ends(id) > 0).catch(() => undefined);
    }
    const wanted = status === "CANCELLED" ? 1 : status === "PENDING" ? 0 : -1;
    if (ends(id) !== wanted) {
      proof.fail(`${id} is ${status}, and its guest heard ${ends(id)} times`);
    }
  }
}

/** What was agreed stands, at its time. */
function stands({ proof, confirmed }: ClockSetup, bookings: DumpedBooking[]): void {
  const byId = new Map(bookings.map((booking) => [booking.id, booking]));
  for (const { id, start } of confirmed) {
    const is = byId.get(id);
    if (is?.status !== "CONFIRMED" || Date.parse(is.start) !== start) {
      proof.fail(`${id} was agreed for ${new Date(start).toISOString()} and is ${is?.status}`);
    }
  }
}
