import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import {
  actAsGuest,
  attemptBooking,
  newClient,
  openForm,
} from "../../support/proof/guest-client.ts";
import { linkIn, type Mailbox, openLetterbox } from "../../support/proof/mail-sink.ts";
import { dumpOf, type Proof } from "../../support/proof/run-proof.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { until } from "../../support/until.ts";
import { alwaysOpen, seedHosts } from "../../support/proof/proof-hosts.ts";
import { missingProgram } from "../../support/expected-missing.ts";
import { libfaketime, type Program, startProgram } from "../../support/program.ts";
import { bookingsIn, violations } from "../invariant-checker.ts";
import { checkRefusal } from "./book-once.ts";

const TTL = 10 * MINUTE;
const GUESTS = 8;
const talk = { username: "deadline", slug: "talk" };

/** A clock that runs with the machine's, so and so far ahead; it only ever moves forward. */
interface ProofClock {
  now(): number;
  set(instant: number): Promise<void>;
}

interface DeadlineSetup {
  proof: Proof;
  program: Program;
  box: Mailbox;
  clock: ProofClock;
}

/**
 * (f) The host says yes at the very moment at which the request runs out and others ask for the same time, while the
 * clock steps across `reservedUntil`: of confirm, reject, expiry and new requests one story comes out.
 */
export async function deadlines(proof: Proof): Promise<void> {
  if (!libfaketime()) return void missingProgram("libfaketime", "apt-get install faketime");
  const rounds = proof.count(20, 1000);
  await using folder = await tempFolder();
  await seedHosts(folder.path, [alwaysOpen("deadline", { slug: "talk", durations: [30] })]);
  await using box = await openLetterbox();
  await using program = await startProgram({
    dataDir: folder.path,
    clock: "+0",
    env: { INVITO_TRUSTED_PROXIES: "1", INVITO_BOOKING_TTL: "10m", ...box.settings },
  });
  const ground = { proof, program, box, clock: clockOf(program) };
  const first = Math.ceil(Date.now() / DAY) * DAY + Math.ceil(rounds * TTL / DAY + 2) * DAY;
  const tally: Record<string, number> = {};
  const decided: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const elsewhere = first + (rounds + round) * 30 * MINUTE;
    const story = await oneRound(ground, first + round * 30 * MINUTE, elsewhere);
    tally[story.end] = (tally[story.end] ?? 0) + 1;
    // Who takes it back hears of that as well.
    if (story.guest !== "cancel") decided.push(story.id);
  }
  proof.log(
    `(f) confirm, reject, the guest's own word, expiry and ${GUESTS} new requests at the deadline: ${rounds} rounds, ` +
      Object.entries(tally).map(([end, n]) => `${n} ${end.toLowerCase()}`).join(", "),
  );
  await judge(ground, folder.path, decided);
}

function clockOf(program: Program): ProofClock {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    async set(instant) {
      ahead = Math.max(ahead, instant - Date.now());
      await program.setClock(`+${(ahead / 1000).toFixed(3)}`);
    },
  };
}

async function oneRound(
  ground: DeadlineSetup,
  start: number,
  elsewhere: number,
): Promise<{ id: string; end: string; guest: typeof words[number] }> {
  const { proof, program, box, clock } = ground;
  const at = new Date(start).toISOString();
  const first = await attemptBooking(program.address, { ...talk, start });
  if (first.status !== 201) throw new Error(`${at}: ${first.status} ${JSON.stringify(first.body)}`);
  const { id, reservedUntil } = first.body.booking;
  if (!reservedUntil) throw new Error(`${at}: granted without a deadline`);
  const email = await until(
    "the email that asks the host",
    () => box.emails.find(({ kind, booking }) => kind === "host-requested" && booking === id),
  );
  const ways = proof.pick(
    [["/confirm", "/confirm"], ["/confirm", "/confirm", "/reject"], [
      "/reject",
      "/confirm",
    ]] as const,
  );
  const forms = await Promise.all(ways.map((way) => openForm(linkIn(email, way))));

  const guest = proof.pick(words);
  const spread = 80;
  await clock.set(Date.parse(reservedUntil) - proof.below(spread));
  const later = () => new Promise((wake) => setTimeout(wake, proof.below(spread)));
  const { token } = first.body.actions;
  const [withdrawal, confirms, asks] = await Promise.all([
    later().then(() => guest && guestSays[guest](program.address, token, elsewhere)),
    Promise.all(forms.map((send) => later().then(() => send!()).then(statusOf))),
    Promise.all(Array.from({ length: GUESTS }, async () => {
      await later();
      return await attemptBooking(program.address, { ...talk, start });
    })),
  ]);
  await clock.set(Date.parse(reservedUntil) + 1000);
  asks.push(await attemptBooking(program.address, { ...talk, start }));

  const granted = asks.filter(({ status }) => status === 201).length;
  for (const { status, body: { code = "", alternatives = [] } } of asks) {
    if (status === 201) continue;
    checkRefusal(proof, `(f) ${at}`, { status, code, alternatives: alternatives.length });
  }
  if (withdrawal !== null && ![200, 409].includes(withdrawal)) {
    proof.fail(`(f) ${at}: ${guest} gave ${withdrawal}`);
  }
  for (const status of confirms) {
    if (![200, 303, 409].includes(status)) proof.fail(`(f) ${at}: the host was told ${status}`);
  }
  const { status: end, startsAt } = await endOf(program, token);
  const free = end === "CONFIRMED" && Date.parse(startsAt) === start ? 0 : 1;
  if (granted !== free) proof.fail(`(f) ${at}: ${end}, and ${granted} others were granted`);
  return { id, end, guest };
}

/** What the guest may say at that moment, too: nothing, mostly. */
const words = [null, null, "move", "cancel"] as const;
const guestSays = {
  move: (address: string, token: string, to: number) =>
    actAsGuest(address, token, "reschedule", { startsAt: new Date(to).toISOString() }),
  cancel: (address: string, token: string) => actAsGuest(address, token, "cancel", {}),
};

async function statusOf(answer: Response): Promise<number> {
  await answer.body?.cancel();
  return answer.status;
}

async function endOf(
  program: Program,
  token: string,
): Promise<{ status: string; startsAt: string }> {
  const answer = await fetch(`${program.address}/v0/bookings/actions/${token}`, {
    headers: { "x-forwarded-for": newClient() },
  });
  return (await answer.json()).booking;
}

/** One story each: the guest is told of one end, and it is the end that the store knows. */
async function judge(
  { proof, program, box, clock }: DeadlineSetup,
  dataDir: string,
  decided: string[],
) {
  const ends: Record<string, string> = {
    "guest-confirmed": "CONFIRMED",
    rejected: "REJECTED",
    expired: "CANCELLED",
  };
  const endEmails = (id: string) =>
    box.emails.filter(({ kind, booking }) => booking === id && kind in ends);
  await until("an email about every end", () => decided.every((id) => endEmails(id).length > 0));

  const lines = await dumpOf(dataDir);
  const bookings = bookingsIn(lines);
  for (const id of decided) {
    const status = bookings.find((booking) => booking.id === id)?.status;
    const endKinds = [...new Set(endEmails(id).map(({ kind }) => ends[kind]))];
    if (endKinds.length !== 1 || endKinds[0] !== status) {
      proof.fail(`(f) ${id} is ${status}, and its guest was told ${endKinds.join(" and ")}`);
    }
    const copies = endEmails(id).filter(({ kind }) => kind !== "host-confirmed").length;
    if (copies !== 1) proof.fail(`(f) ${id}: ${copies} emails about one end`);
  }
  for (const instant of [clock.now(), 0]) {
    for (const sentence of violations(bookings, instant)) proof.fail(sentence);
  }
  proof.checkLog(program.output().log);
  proof.log(`    dump: ${bookings.length} bookings; ${box.emails.length} emails`);
}
