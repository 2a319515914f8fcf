import { DAY } from "$lib/scheduling/durations.ts";
import { offered } from "../../support/proof/guest-client.ts";
import type { Proof } from "../../support/proof/run-proof.ts";
import type { TestApp } from "../../support/test-app.ts";
import { checkRefusal, prepareRequest, type RaceRequest } from "./book-once.ts";
import { clash, type ContentionPattern, heldBy, type RaceHold } from "./contention-patterns.ts";

const CLIENTS = 64;

interface GrantedHold extends RaceRequest {
  held: RaceHold;
}

/** Rounds of a shape against a program, or several behind one address, and a second one in `app`; judged by the answers. */
export async function raceRounds(
  proof: Proof,
  program: { address: string },
  shape: ContentionPattern,
  { attempts = proof.count(500, 10_000), app }: { attempts?: number; app?: TestApp } = {},
): Promise<void> {
  const rounds = Math.ceil(attempts / CLIENTS);
  const tally = { asked: 0, granted: 0, taken: 0 };
  const granted: GrantedHold[] = [];
  const today = Math.floor(Date.now() / DAY) * DAY;
  for (let round = 0; round < rounds; round++) {
    const day = today + (2 + round) * DAY;
    const inputs = await wishesOf(proof, program, shape, day, app ? "verb" : "form");
    const send = await Promise.all(
      inputs.map((input) => prepareRequest(program.address, input, app)),
    );
    const answers = await Promise.all(send.map((send) => send()));
    const won = inputs.filter((_, i) => answers[i]!.status === 201);
    granted.push(...won.map((input) => ({ ...input, held: heldBy(shape, input) })));

    inputs.forEach((input, i) => {
      const answer = answers[i]!;
      const text = `${shape.label}: ${input.way} ${input.slug} ${
        new Date(input.start).toISOString()
      }`;
      tally.asked++;
      if (answer.status === 201) return void tally.granted++;
      tally.taken++;
      checkRefusal(proof, text, answer);
      const held = heldBy(shape, input);
      if (granted.filter((winner) => clash(winner.held, held)).length < shape.members) {
        proof.fail(`${text} was refused, yet nobody holds its time`);
      }
    });
    if (shape.starts === 1 && won.length !== shape.members) {
      proof.fail(`${shape.label}: ${won.length} winners of one slot`);
    }
  }
  for (const [i, a] of granted.entries()) {
    const after = granted.slice(i + 1).filter((b) => clash(a.held, b.held));
    if (after.length >= shape.members) {
      proof.fail(`${shape.label}: ${after.length + 1} were granted the same time`);
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
  fourth: "form" | "verb",
): Promise<RaceRequest[]> {
  const { types } = shape.owner;
  const owner = "team" in shape.owner
    ? { team: shape.owner.team }
    : { username: shape.owner.username };
  const pool: { slug: string; start: number }[] = [];
  for (const { slug } of types) {
    const starts = await offered(program.address, owner, slug, day - DAY / 2, 2);
    const near = starts.filter((start) => start >= day - DAY / 4 && start < day + DAY * 3 / 4);
    pool.push(...near.filter(shape.reach).map((start) => ({ slug, start })));
  }
  if (pool.length === 0) throw new Error(`${shape.title}: nothing is offered on ${new Date(day)}`);
  const wanted = Array.from({ length: shape.starts }, () => proof.pick(pool));
  return Array.from({ length: CLIENTS }, (_, i) => ({
    ...owner,
    ...proof.pick(wanted),
    way: i % 4 === 3 ? fourth : "api" as const,
  }));
}
