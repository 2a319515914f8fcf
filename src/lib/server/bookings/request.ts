import { isSupportedInstant } from "$lib/scheduling/day.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { suggestAlternatives } from "../availability/suggest-alternatives.ts";
import { findBookableType } from "../event-types/find-bookable-type.ts";
import { newId } from "../runtime/secrets.ts";
import { isWriteFailure } from "../store/errors.ts";
import { askForInstant } from "../availability/ask-calendars.ts";
import { limitKeysOf } from "./pending-limits.ts";
import { answersIn, grant, type GrantRefusal } from "./grant.ts";
import { newLinks } from "./booking-links.ts";
import { idempotencyHash, payloadHash, replayResponse } from "./idempotency.ts";
import type { BookingRequest, RequestResult } from "./booking-request.ts";

/**
 * Requests a booking: PENDING, or CONFIRMED at once for an instant event type whose calendars answered. "taken" and
 * "not-offered" come with the nearest available slots; "busy" when commits keep failing.
 */
export async function request(
  app: App,
  input: BookingRequest,
): Promise<Outcome<RequestResult, GrantRefusal | "cannot-save">> {
  const key = { hash: await idempotencyHash(input), payload: await payloadHash(input) };
  const [replayed, found] = await Promise.all([
    key.hash ? replayResponse(app, key.hash, key.payload) : null,
    findBookableType(app, input.username, input.slug, input.link),
  ]);
  if (replayed) return replayed;
  if (!found.ok) return found;
  const { host, type } = found.value;
  const minutes = input.minutes ?? type.durations[0]!;
  // Checked before anything is read: start and length come from the client.
  if (!isSupportedInstant(input.start) || !type.durations.includes(minutes)) {
    return refused("not-offered");
  }
  const answers = answersIn(input, type);
  if (!answers.ok) return answers;
  // Made before the lock is taken, so that nobody waits for the encryption.
  const links = newLinks(app, newId(), [host.id]);
  const limitKeys = await limitKeysOf(app, input);
  const hosts = [host.id];
  const time = { start: input.start, end: input.start + minutes * MINUTE };
  const calendarAnswers = await askForInstant(app, hosts, type, time);

  const outcome = await app.withLock(
    hosts,
    () =>
      grant(app, {
        request: input,
        hosts,
        typeId: type.id,
        time,
        calendarAnswers,
        links,
        limitKeys,
        key,
      }),
  ).catch(refuseIfDiskFull);
  if (outcome.ok) {
    app.wakeJobs();
    return outcome;
  }
  const { code } = outcome.refusal;
  if (code !== "taken" && code !== "not-offered") return outcome;
  return refused(code, {
    alternatives: await suggestAlternatives(app, {
      hosts: [host],
      type,
      minutes,
      near: input.start,
    }),
  });
}

/** A full disk is a refusal, so that the form comes back with what was entered. */
function refuseIfDiskFull(error: unknown) {
  if (!isWriteFailure(error)) throw error;
  return refused("cannot-save", { retryAfter: 60 });
}
