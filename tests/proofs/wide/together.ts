/** What instances must know of each other at once: one Idempotency-Key, and who has open pages. */
import { attemptBooking, newClient } from "../../support/proof/guest-client.ts";
import type { Proof } from "../../support/proof/run-proof.ts";
import type { Instances } from "../../support/wide/instances.ts";

const DAY = 86_400_000, HALF_HOUR = 30 * 60_000;

/** The same request to every instance at the same moment is one booking. */
export async function oneKey(
  proof: Proof,
  { programs }: Instances,
  username: string,
  slug: string,
) {
  const rounds = proof.count(10, 300);
  const first = Math.ceil(Date.now() / DAY) * DAY + 200 * DAY;
  for (let round = 0; round < rounds; round++) {
    const input = {
      username,
      slug,
      start: first + round * HALF_HOUR,
      key: `wide-${crypto.randomUUID()}`,
      name: "One guest",
      email: "one@example.org",
    };
    const answers = await Promise.all(
      [...programs, ...programs].map(({ address }) => attemptBooking(address, input)),
    );
    const ids = new Set(answers.map(({ body }) => body.booking?.id));
    if (answers.some(({ status }) => status !== 201) || ids.size !== 1) {
      proof.fail(`one key: ${answers.map(({ status, body }) => `${status} ${body.code ?? ""}`)}`);
    }
  }
  proof.log(`one Idempotency-Key at all instances at once: ${rounds} rounds, one booking each`);
}

/** An open picker at one instance hears of a booking at another within a second. */
export async function openPickers(
  proof: Proof,
  { programs }: Instances,
  username: string,
  slug: string,
) {
  const rounds = proof.count(5, 100), first = Math.ceil(Date.now() / DAY) * DAY + 250 * DAY;
  const ending = new AbortController();
  const response = await fetch(`${programs[0]!.address}/live/${username}`, {
    headers: { "x-forwarded-for": newClient() },
    signal: ending.signal,
  });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let heard = Promise.withResolvers<void>(), slowest = 0;
  const listening = (async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      if (value.includes("data:")) heard.resolve();
    }
  })().catch(() => {});
  for (let round = 0; round < rounds; round++) {
    await new Promise((wake) => setTimeout(wake, 200));
    heard = Promise.withResolvers();
    const { address } = programs[1 + round % (programs.length - 1)]!;
    const start = first + round * HALF_HOUR;
    const { status } = await attemptBooking(address, { username, slug, start });
    if (status !== 201) proof.fail(`a booking while a picker is open: ${status}`);
    const began = performance.now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => timer = setTimeout(resolve, 3_000));
    await Promise.race([heard.promise, late]);
    clearTimeout(timer);
    slowest = Math.max(slowest, performance.now() - began);
  }
  ending.abort();
  await listening;
  if (slowest > 1_000) {
    proof.fail(`an open picker heard of a booking after ${Math.round(slowest)} ms`);
  }
  proof.log(
    `open pickers across instances: ${rounds} bookings, heard after ${
      Math.round(slowest)
    } ms at most`,
  );
}
