/** What becomes of bookings while others are requested: moved and cancelled by guests, decided and given away by hosts. */
import * as bookings from "$lib/server/bookings/index.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { newClient } from "../../support/proof/guest-client.ts";
import type { Proof } from "../../support/proof/run-proof.ts";
import type { TestApp } from "../../support/test-app.ts";

/** A granted booking, as its guest knows it. */
export interface KnownBooking {
  id: string;
  token: string;
}

export interface Disturbance {
  /** The program, for guests. */
  address: string;
  /** A second program over the same store, for hosts. */
  app: TestApp;
  proof: Proof;
  /** How often each way was taken, and how often it was granted. */
  tally: Map<string, [tried: number, done: number]>;
}

/** One thing that happens to a booking, to this start where it is moved. */
export async function disturb(
  { address, app, proof, tally }: Disturbance,
  known: KnownBooking,
  start: number,
): Promise<void> {
  const way = proof.pick(
    ["move", "move", "cancel", "confirm", "confirm", "reject", "give", "give"] as const,
  );
  const isDone = way === "move" || way === "cancel"
    ? await asGuest(proof, address, known, way, start)
    : await asHost(proof, app, known.id, way);
  const [tried, done] = tally.get(way) ?? [0, 0];
  tally.set(way, [tried + 1, done + (isDone ? 1 : 0)]);
}

async function asGuest(
  proof: Proof,
  address: string,
  { token }: KnownBooking,
  way: "move" | "cancel",
  start: number,
): Promise<boolean> {
  const action = way === "move" ? "reschedule" : "cancel";
  const body = way === "move"
    ? { startsAt: new Date(start).toISOString(), timezone: "UTC" }
    : { reason: "" };
  const answer = await fetch(`${address}/v0/bookings/actions/${token}/${action}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "idempotency-key": `proof-${crypto.randomUUID()}`,
      "x-forwarded-for": newClient(),
    },
    body: JSON.stringify(body),
  });
  await answer.body?.cancel();
  if (answer.status >= 500) proof.fail(`${way} was answered ${answer.status}`);
  return answer.status === 200;
}

/** One of the hosts decides, or gives their place away to whoever is free. */
async function asHost(
  proof: Proof,
  app: TestApp,
  id: string,
  way: "confirm" | "reject" | "give",
): Promise<boolean> {
  const booking = await getBooking(app.kv, id);
  if (!booking) return false;
  const { hosts, revision } = booking;
  const hostId = proof.pick(hosts);
  if (way === "give") {
    const given = { by: { hostId }, from: hostId, to: "any-free" as const, revision };
    return (await bookings.reassign(app, id, given)).ok;
  }
  return (await bookings[way](app, id, { hostId, revision, message: "", force: true })).ok;
}
