import type { Booking } from "$lib/scheduling/booking.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { hashOf } from "../secrets.ts";
import { type AnswerRecord, readAnswer, stillAnswers } from "../store/bookings.ts";
import { move } from "./move.ts";
import { answerOf } from "./replay.ts";

/** A guest's move as the API asks for it, under a key that makes a repeat harmless. */
export interface Reschedule {
  /** Epoch ms. */
  start: number;
  /** The zone that the guest reads from now on; missing leaves theirs. */
  zone: string | undefined;
  key: string;
}

const ROUTE = "POST /v0/bookings/actions/reschedule";

/** Moves for the guest, once a key: a repeat is answered as the first was, another wish under its key is "key-reused". */
export async function reschedule(
  app: App,
  booking: Booking,
  { start, zone, key }: Reschedule,
): Promise<Outcome<{ said: AnswerRecord["said"]; replayed: boolean }>> {
  const hash = await hashOf("answer", ROUTE, booking.id, key);
  const payload = await hashOf("payload", JSON.stringify({ start, zone }));
  const answer = (await readAnswer(app.kv, hash)).value;
  if (answer && stillAnswers(answer, app.now())) {
    if (answer.payload !== payload) return refused("key-reused");
    return accepted({ said: answer.said, replayed: true });
  }
  const moved = await move(app, booking.id, {
    by: { actor: "guest", ...(zone ? { zone } : {}) },
    start,
    revision: null,
    key: { hash, payload },
  });
  return moved.ok ? accepted({ said: answerOf(moved.value), replayed: false }) : moved;
}
