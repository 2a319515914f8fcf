import { keys } from "./keys.ts";

/** As much as a booking writes: a disk with room for one small record only is full. */
const PROBE_BYTES = 32 * 1024;

/** Writes an instant with as many bytes as a booking takes, and reads it back; whether the store keeps what it is given. */
export async function probeStore(kv: Deno.Kv, now: number): Promise<boolean> {
  await kv.set(keys.readinessProbe(), { now, filler: new Uint8Array(PROBE_BYTES) });
  return (await kv.get<{ now: number }>(keys.readinessProbe())).value?.now !== undefined;
}

/** The form of the store that this program writes. */
export const STORE_VERSION = 1;

/** Says when a store was written by a newer program; marks an empty one as ours. */
export async function checkStoreVersion(kv: Deno.Kv): Promise<string | null> {
  const version = (await kv.get<number>(keys.version())).value;
  if (version === null) {
    await kv.atomic().check({ key: keys.version(), versionstamp: null }).set(
      keys.version(),
      STORE_VERSION,
    ).commit();
  }
  if (version !== null && version > STORE_VERSION) {
    return `The data folder was written by a newer Invito (store version ${version}; this one knows ${STORE_VERSION}). Start the newer program, or restore a backup made by this one.`;
  }
  return null;
}

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

/** How a request arrived. */
export interface ProxyHeaders {
  /** The Host header. */
  host: string;
  /** The last X-Forwarded-Proto; null when there was none. */
  proto: string | null;
  /** Entries of X-Forwarded-For. */
  forwardedForCount: number;
}

/** What a proxy passed on, and when that was. */
export type RecordedProxyHeaders = ProxyHeaders & { at: number };

export async function getProxyHeaders(kv: Deno.Kv): Promise<RecordedProxyHeaders | null> {
  return (await kv.get<RecordedProxyHeaders>(keys.proxyHeaders())).value;
}

export async function setProxyHeaders(kv: Deno.Kv, headers: RecordedProxyHeaders): Promise<void> {
  await kv.set(keys.proxyHeaders(), headers);
}
