import { keys } from "./keys.ts";

/** What running programs have seen of the wall clock, epoch ms. */
export interface ClockState {
  seenAt: number;
  /** The last instant of a clock that had agreed with the monotonic one for an hour; null where none has yet. */
  trustedAt: number | null;
  /** Whether something is still to be put right after a jump. */
  recoveryPending?: boolean;
}

/** Null in a new store. */
export async function getClockState(kv: Deno.Kv): Promise<ClockState | null> {
  return (await kv.get<ClockState>(keys.clockState())).value;
}

export async function setClockState(kv: Deno.Kv, state: ClockState): Promise<void> {
  await kv.set(keys.clockState(), state);
}
