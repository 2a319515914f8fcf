import type { Booking } from "$lib/scheduling/booking.ts";
import type { Guard } from "../kv/guard.ts";
import { keys } from "../kv/keys.ts";
import { expandBooking, type StoredBooking } from "./stored-booking.ts";
import type { Session } from "./sessions.ts";

/** Calls back with the booking now and after each change, until the signal aborts. */
export function watchBooking(
  kv: Deno.Kv,
  bookingId: string,
  signal: AbortSignal,
  onChange: (booking: Booking | null) => void,
): Promise<void> {
  const onValues = ([stored]: (StoredBooking | null)[]) =>
    onChange(stored ? expandBooking(stored) : null);
  return watchKeys<StoredBooking>(kv, [keys.booking(bookingId)], signal, onValues);
}

/** Calls back with the session now and after each change, null once it has ended, until the signal aborts. */
export function watchSession(
  kv: Deno.Kv,
  hash: string,
  signal: AbortSignal,
  onChange: (session: Session | null) => void,
): Promise<void> {
  const onValues = ([session]: (Session | null)[]) => onChange(session ?? null);
  return watchKeys<Session>(kv, [keys.session(hash)], signal, onValues);
}

/**
 * Calls back with the guards of up to ten hosts or teams, in their order, now and after each change, until the signal
 * aborts; quick changes may be merged.
 */
export function watchGuards(
  kv: Deno.Kv,
  ids: readonly string[],
  signal: AbortSignal,
  onChange: (guards: (Guard | null)[]) => void,
): Promise<void> {
  return watchKeys<Guard>(kv, ids.map(keys.guard), signal, onChange);
}

async function watchKeys<T>(
  kv: Deno.Kv,
  watched: Deno.KvKey[],
  signal: AbortSignal,
  onChange: (values: (T | null)[]) => void,
): Promise<void> {
  const changes = kv.watch<T[]>(watched).getReader();
  const end = () => void changes.cancel();
  signal.addEventListener("abort", end, { once: true });
  try {
    while (!signal.aborted) {
      const { done, value } = await changes.read();
      if (done) return;
      onChange(value.map((entry) => entry.value));
    }
  } finally {
    signal.removeEventListener("abort", end);
    await changes.cancel();
  }
}

/** The state of the availability of a host, or of a team event type, that open pickers compare with theirs. */
export interface AvailabilityNotice {
  /** The versions of the guards as one text (`availabilityVersion`): another one may mean other free times. */
  version: string;
  /**
   * The last deadline that passed, epoch ms: an expired request frees its time without a commit. 0 before the first;
   * smaller after the clock was set back.
   */
  freedAt: number;
}

/** What an open dashboard compares with what it was loaded from. */
export interface DashboardNotice {
  /** Another one means that something else is shown (`readDashboardVersion`). */
  version: string;
  /** The last deadline that passed, epoch ms; 0 before the first. */
  passedAt: number;
}
