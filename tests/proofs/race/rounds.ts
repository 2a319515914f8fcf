import { offered } from "../../support/proof/guest-client.ts";
import type { Proof } from "../../support/proof/run-proof.ts";
import { prepareRequest, type RaceRequest } from "./book-once.ts";
import { clash, type ContentionPattern, heldBy, type RaceHold } from "./contention-patterns.ts";

const CLIENTS = 64;
const DAY = 86_400_000;

interface GrantedHold extends RaceRequest {
  held: RaceHold;
}

/** Rounds of a shape against a program, or several behind one address; judged by the answers. */
export async function raceRounds(
  proof: Proof,
  program: { address: string },
  shape: ContentionPattern,
  attempts = proof.count(500, 10_000),
): Promise<void> {
  const rounds = Math.ceil(attempts / CLIENTS);
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
  program: { address: string },
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
