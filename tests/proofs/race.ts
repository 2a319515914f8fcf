/**
 * Must never be: one person's time given twice. 64 clients at once over real HTTP against the built program, in six
 * shapes; judged by the answers, by each shape's own rule, and at the end by the checker over a dump.
 *
 * Run: `deno run -A tests/proofs/race.ts [a b c d e f]`, with `INVITO_CACHE_SIZE=0` for a program that keeps nothing.
 */
import { offered } from "../support/proof/guest-client.ts";
import { dumpOf, type Proof, prove } from "../support/proof/run-proof.ts";
import { seedHosts } from "../support/proof/proof-hosts.ts";
import { type Program, startProgram } from "../support/program.ts";
import { bookingsIn, faultsIn, holdsIn } from "./invariant-checker.ts";
import { prepareRequest, type RaceRequest } from "./race/book-once.ts";
import { deadlines } from "./race/expiry-deadlines.ts";
import {
  clash,
  type ContentionPattern,
  contentionPatterns,
  heldBy,
  type RaceHold,
} from "./race/contention-patterns.ts";

const CLIENTS = 64;
const DAY = 86_400_000;

await prove("race", async (proof) => {
  const chosen = Deno.args.length > 0 ? Deno.args : ["a", "b", "c", "d", "e", "f"];
  const dataDir = await Deno.makeTempDir({ prefix: "invito-race-" });
  try {
    await seedHosts(dataDir, contentionPatterns.map(({ resident }) => resident));
    const cache = Deno.env.get("INVITO_CACHE_SIZE") ?? "";
    const env = { INVITO_TRUSTED_PROXIES: "1", INVITO_CACHE_SIZE: cache };
    await using program = await startProgram({ dataDir, env });
    for (const shape of contentionPatterns.filter(({ label }) => chosen.includes(label))) {
      await race(proof, program, shape);
    }
    await judgeDump(proof, dataDir);
    if (/"level":"error"/.test(program.output().log)) {
      proof.fail("the log tells of faults");
    }
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
  if (chosen.includes("f")) await deadlines(proof);
});

interface GrantedHold extends RaceRequest {
  held: RaceHold;
}

async function race(proof: Proof, program: Program, shape: ContentionPattern): Promise<void> {
  const rounds = Math.ceil(proof.count(500, 10_000) / CLIENTS);
  const tally = { asked: 0, granted: 0, taken: 0 };
  const granted: GrantedHold[] = [];
  const today = Math.floor(Date.now() / DAY) * DAY;
  for (let round = 0; round < rounds; round++) {
    const day = today + (2 + round) * DAY;
    const inputs = await wishesOf(proof, program, shape, day);
    const send = await Promise.all(inputs.map((input) => prepareRequest(program.address, input)));
    const answers = await Promise.all(send.map((send) => send()));
    const won = inputs.filter((_, i) => answers[i]!.status === 201);
    granted.push(...won.map((input) => ({ ...input, held: heldBy(shape, input) })));

    inputs.forEach((input, i) => {
      const { status, code, alternatives } = answers[i]!;
      const text = `${shape.label}: ${input.way} ${input.slug} ${
        new Date(input.start).toISOString()
      }`;
      tally.asked++;
      if (status === 201) return void tally.granted++;
      if (status !== 409 || code !== "taken") {
        return proof.fail(`${text} answered ${status} ${code}`);
      }
      tally.taken++;
      if (alternatives === 0) proof.fail(`${text} was refused without alternatives`);
      const held = heldBy(shape, input);
      if (!granted.some((winner) => clash(winner.held, held))) {
        proof.fail(`${text} was refused, yet nobody holds its time`);
      }
    });
    if (shape.starts === 1 && won.length !== 1) {
      proof.fail(`${shape.label}: ${won.length} winners of one slot`);
    }
  }
  for (const [i, a] of granted.entries()) {
    for (const b of granted.slice(i + 1)) {
      if (clash(a.held, b.held)) proof.fail(`${shape.label}: two were granted the same time`);
    }
  }
  proof.log(
    `(${shape.label}) ${shape.title}: ${tally.asked} asked in ${rounds} rounds of ${CLIENTS}, ` +
      `${tally.granted} granted, ${tally.taken} refused with alternatives`,
  );
}

/** What 64 clients want of one day: few starts, so that they meet. */
async function wishesOf(
  proof: Proof,
  program: Program,
  shape: ContentionPattern,
  day: number,
): Promise<RaceRequest[]> {
  const { username, types } = shape.resident;
  const pool: { slug: string; start: number }[] = [];
  for (const { slug } of types) {
    const starts = await offered(program.address, username, slug, day - DAY / 2, 2);
    const near = starts.filter((start) => start >= day - DAY / 4 && start < day + DAY * 3 / 4);
    pool.push(...near.filter(shape.reach).map((start) => ({ slug, start })));
  }
  if (pool.length === 0) throw new Error(`${username} offers nothing on ${new Date(day)}`);
  const wanted = Array.from({ length: shape.starts }, () => proof.pick(pool));
  return Array.from({ length: CLIENTS }, (_, i) => ({
    username,
    ...proof.pick(wanted),
    way: i % 4 === 3 ? "form" as const : "api" as const,
  }));
}

async function judgeDump(proof: Proof, dataDir: string): Promise<void> {
  const lines = await dumpOf(dataDir), now = Date.now();
  const bookings = bookingsIn(lines), holds = holdsIn(lines);
  const wrong = faultsIn(bookings, holds, now);
  for (const sentence of wrong) proof.fail(sentence);
  proof.log(`dump: ${bookings.length} bookings, ${wrong.length} faults`);
}
