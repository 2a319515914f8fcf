import { keys } from "./keys.ts";

/** Bytes a booking writes, so that a nearly full disk is reported as full. */
const PROBE_BYTES = 32 * 1024;

/** Writes as many bytes as a booking takes and reads them back; false when the value is not there. */
export async function probeStore(kv: Deno.Kv, now: number): Promise<boolean> {
  await kv.set(keys.readinessProbe(), { now, filler: new Uint8Array(PROBE_BYTES) });
  return (await kv.get<{ now: number }>(keys.readinessProbe())).value?.now !== undefined;
}

/** What running processes have seen of the wall clock, epoch ms. */
export interface ClockState {
  seenAt: number;
  /** The last wall clock reading that had agreed with the monotonic clock for an hour; null before the first. */
  trustedAt: number | null;
  /** Whether recovery from a clock jump is still to be finished. */
  recoveryPending: boolean;
}

/** The stored clock state; null in a new store. */
export async function getClockState(kv: Deno.Kv): Promise<ClockState | null> {
  return (await kv.get<ClockState>(keys.clockState())).value;
}

export async function setClockState(kv: Deno.Kv, state: ClockState): Promise<void> {
  await kv.set(keys.clockState(), state);
}

/** The headers by which a proxy describes a request. */
export interface ProxyHeaders {
  /** The Host header. */
  host: string;
  /** The last X-Forwarded-Proto; null when there was none. */
  proto: string | null;
  /** Number of entries in X-Forwarded-For. */
  forwardedForCount: number;
}

/** Recorded headers and when they were received, epoch ms. */
export type RecordedProxyHeaders = ProxyHeaders & { at: number };

export async function getProxyHeaders(kv: Deno.Kv): Promise<RecordedProxyHeaders | null> {
  return (await kv.get<RecordedProxyHeaders>(keys.proxyHeaders())).value;
}

export async function setProxyHeaders(kv: Deno.Kv, headers: RecordedProxyHeaders): Promise<void> {
  await kv.set(keys.proxyHeaders(), headers);
}
