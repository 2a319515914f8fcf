/**
 * Must never be: one request, two bookings. A request repeated, changed, sent 64 times at once, cut off between commit and
 * answer, a form sent twice and again by Back: one booking and one set of emails.
 *
 * Run: `deno run -A tests/proofs/idempotency.ts`
 */
import { DAY } from "$lib/scheduling/durations.ts";
import { attemptBooking, newClient, openForm } from "../support/proof/guest-client.ts";
import { type Mailbox, openLetterbox } from "../support/proof/mail-sink.ts";
import { dumpOf, judgeDump, type Proof, prove } from "../support/proof/run-proof.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { until } from "../support/until.ts";
import { alwaysOpen, seedHosts } from "../support/proof/proof-hosts.ts";
import { type Program, startProgram } from "../support/program.ts";
import { diesAt } from "./crash/lives.ts";

const talk = { username: "once", slug: "talk" };
const monday = Math.ceil(Date.now() / DAY) * DAY + 7 * DAY;

interface IdempotencySetup {
  proof: Proof;
  program: Program;
  box: Mailbox;
}

await prove("idempotency", async (proof) => {
  await using folder = await tempFolder();
  const dataDir = folder.path;
  const host = alwaysOpen("once", { slug: "talk", durations: [30] }, {
    slug: "coffee",
    durations: [30],
    decision: "instant",
  });
  await seedHosts(dataDir, [host]);
  await using box = await openLetterbox();
  const env = { INVITO_TRUSTED_PROXIES: "1", ...box.settings };
  const expected: string[] = [];
  {
    await using program = await startProgram({ dataDir, env });
    const ground = { proof, program, box };
    expected.push(await repeated(ground));
    expected.push(...await atOnce(ground));
    expected.push(...await byForm(ground));
    await program.stop("SIGTERM");
    proof.checkLog(program.output().log);
  }
  expected.push(...await cutOff(proof, box, dataDir, env));
  await judge(proof, box, dataDir, env, expected);
});

/** The same again is the same answer; another request under the key, and the key elsewhere, are told apart. */
async function repeated({ proof, program }: IdempotencySetup): Promise<string> {
  const input = { ...talk, start: monday, key: "repeated-key-0123456789", email: "r@example.org" };
  const first = await attemptBooking(program.address, { ...input, name: "Rose" });
  const again = await attemptBooking(program.address, { ...input, name: "Rose" });
  const other = await attemptBooking(program.address, { ...input, name: "Rosa" });
  const later = await attemptBooking(program.address, {
    ...input,
    name: "Rose",
    start: monday + 3_600_000,
  });
  if (first.status !== 201) proof.fail(`the first was answered ${first.status}`);
  if (JSON.stringify(again.body) !== JSON.stringify(first.body) || again.status !== 201) {
    proof.fail(`the repetition was answered otherwise: ${again.status}`);
  }
  for (const { status, body } of [other, later]) {
    if (status !== 409 || body.code !== "key-reused") proof.fail(`another request: ${status}`);
  }
  const none = await fetch(`${program.address}/v0/bookings`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-forwarded-for": newClient() },
    body: "{}",
  });
  await none.body?.cancel();
  if (none.status !== 400) proof.fail(`without a key: ${none.status}`);
  proof.log("repeated: the same answer; another request under the same key is refused");
  return first.body.booking.id;
}

/** 64 at once with one key: nobody is refused for good, and all who were granted hold the same booking. */
async function atOnce({ proof, program }: IdempotencySetup): Promise<string[]> {
  const rounds = proof.count(5, 100);
  const ids: string[] = [];
  let waited = 0;
  for (let round = 0; round < rounds; round++) {
    const input = {
      ...talk,
      slug: proof.pick(["talk", "coffee"]),
      start: monday + DAY + round * 3_600_000,
      key: `at-once-${round}-0123456789`,
      name: "Sixty Four",
      email: `at-once-${round}@example.org`,
    };
    const answers = await Promise.all(
      Array.from({ length: 64 }, () => attemptBooking(program.address, input)),
    );
    const granted = answers.filter(({ status }) => status === 201);
    const pending = answers.filter(({ status, body }) =>
      status === 409 && body.code === "in-progress"
    );
    waited += pending.length;
    if (granted.length + pending.length !== 64) {
      proof.fail(`at once: ${answers.map(({ status }) => status).join(" ")}`);
    }
    const bodies = new Set(granted.map(({ body }) => JSON.stringify([body.booking, body.actions])));
    if (bodies.size !== 1) proof.fail(`at once: ${bodies.size} different answers`);
    ids.push(granted[0]!.body.booking.id);
  }
  proof.log(`64 at once with one key: ${rounds} rounds, one booking each, ${waited} asked to wait`);
  return ids;
}

/** The form sent twice at once, then again by Back; and Back with another time chosen. */
async function byForm({ proof, program }: IdempotencySetup): Promise<string[]> {
  const start = monday + 6 * DAY;
  const page = `${program.address}/calendar/once/talk?${new URLSearchParams({
    slot: new Date(start).toISOString(),
    tz: "UTC",
  })}`;
  const press = (await openForm(page))!;
  const guest = { name: "Double Click", email: "double@example.org" };
  const send = async (slot = start) => {
    const sent = await press({ ...guest, slot: new Date(slot).toISOString() });
    await sent.body?.cancel();
    return { status: sent.status, to: sent.headers.get("location") ?? "" };
  };
  const answers = [...await Promise.all([send(), send(), send()]), await send()];
  const places = new Set(answers.map(({ to }) => to));
  if (answers.some(({ status }) => status !== 303) || places.size !== 1) {
    proof.fail(`the form sent again: ${answers.map(({ status, to }) => `${status} ${to}`)}`);
  }
  const other = await send(start + 3_600_000);
  if (other.status !== 409) proof.fail(`Back with another time: ${other.status}`);

  const token = answers[0]!.to.split("/").at(-1)!;
  const found = await fetch(`${program.address}/v0/bookings/actions/${token}`, {
    headers: { "x-forwarded-for": newClient() },
  });
  proof.log("the form sent three times at once and again by Back: one booking, one address");
  return [(await found.json()).booking.id];
}

/** The program dies right after the commit; the guest, left without an answer, asks again with the same key. */
async function cutOff(
  proof: Proof,
  box: Mailbox,
  dataDir: string,
  env: Record<string, string>,
): Promise<string[]> {
  const rounds = proof.count(2, 20);
  const ids: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const input = {
      ...talk,
      start: monday + 8 * DAY + round * 3_600_000,
      key: `cut-off-${round}-0123456789`,
      name: "Cut Off",
      email: `cut-off-${round}@example.org`,
    };
    // The program dies before it answers, so the request must fail.
    await diesAt(proof, { dataDir, env }, "booking:after", async ({ address }) => {
      const answer = await attemptBooking(address, input).catch(() => null);
      if (answer) proof.fail(`the program answered ${answer.status} instead of dying`);
    });
    await using program = await startProgram({ dataDir, env });
    const answer = await attemptBooking(program.address, input);
    if (answer.status !== 201 || answer.headers.get("idempotent-replayed") !== "true") {
      proof.fail(`asked again after the crash: ${answer.status}, not replayed`);
    }
    ids.push(answer.body.booking.id);
    await until(
      "the emails of a booking that was cut off",
      () => box.emails.filter(({ booking }) => booking === ids.at(-1)).length >= 2,
    );
    await program.stop("SIGTERM");
  }
  proof.log(`killed between commit and answer, asked again: ${rounds} times, one booking each`);
  return ids;
}

/** Exactly the bookings that were expected, each with one set of emails. */
async function judge(
  proof: Proof,
  box: Mailbox,
  dataDir: string,
  env: Record<string, string>,
  expected: string[],
): Promise<void> {
  {
    await using program = await startProgram({ dataDir, env });
    await until("all emails", async () => {
      const jobs = (await dumpOf(dataDir)).filter((line) => line.includes('"kind":"job"'))
        .map((line) => JSON.parse(line));
      return jobs.every(({ jobKind, state }) => jobKind !== "send-email" || state === "done");
    });
    void program;
  }
  const bookings = await judgeDump(proof, dataDir);
  const ids = bookings.map(({ id }) => id).sort();
  if (ids.join() !== [...expected].sort().join()) {
    proof.fail(`${expected.length} bookings were expected, ${ids.length} are there`);
  }
  for (const { id, status } of bookings) {
    const sets: Record<string, string[]> = {
      PENDING: ["host-requested", "request-received"],
      CONFIRMED: ["guest-confirmed", "host-confirmed"],
    };
    // A copy that a crash left behind carries the Message-ID of the first.
    const emails = new Map(
      box.emails.filter(({ booking }) => booking === id).map((each) => [each.messageId, each]),
    );
    const kinds = [...emails.values()].map(({ kind }) => kind);
    if (kinds.sort().join() !== sets[status]?.join()) {
      proof.fail(`${id} (${status}): emails ${kinds.join(", ")}`);
    }
  }
  proof.log(`${box.emails.length} emails, one set for each booking`);
}
