import type { Status } from "$lib/scheduling/booking-state.ts";
import type { RefusalCode } from "$lib/scheduling/outcome.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import { commit, newCommit } from "../kv/commit.ts";
import { purgeOver } from "../kv/delete-many.ts";
import { keys } from "../kv/keys.ts";

/** The stored response of a request with an Idempotency-Key; it holds no link secret. */
export interface IdempotencyRecord {
  payloadHash: string;
  bookingId: string;
  /** The response to the first request. */
  response: BookingResponse;
  at: number;
}

export interface BookingResponse {
  id: string;
  status: Status;
  startsAt: string;
  endsAt: string;
  reservedUntil: string | null;
  /** The requested new time that waits for the host's decision. */
  rescheduleRequest?: { startsAt: string; endsAt: string; reservedUntil: string };
  /** The dates that were asked for, where it is a series; the others of the response are those of the first one booked. */
  series?: { id: string; dates: SeriesDateResponse[] };
  /** Of a team booking, the names of the members who took it. */
  assigned?: string[];
}

/** A date of a series: its booking, or why there is none. */
export interface SeriesDateResponse {
  id: string | null;
  status: Status | null;
  startsAt: string;
  endsAt: string;
  refused: RefusalCode | null;
}

const RETENTION_MS = DAY;

/** Stores the response to a request that changed nothing; false when another one was stored meanwhile. */
export function saveIdempotencyRecord(
  kv: Deno.Kv,
  was: Deno.KvEntryMaybe<IdempotencyRecord>,
  record: IdempotencyRecord,
): Promise<boolean> {
  const op = newCommit(kv);
  setIdempotencyRecord(op, was, record);
  return commit(op);
}

/** Stores a response in a commit, which fails when another one was stored meanwhile. */
export function setIdempotencyRecord(
  op: Deno.AtomicOperation,
  was: Deno.KvEntryMaybe<IdempotencyRecord>,
  record: IdempotencyRecord,
): void {
  op.check(was).set(was.key, record);
}

/** The stored response for a key, with its version. */
export function readIdempotencyRecord(
  kv: Deno.Kv,
  hash: string,
): Promise<Deno.KvEntryMaybe<IdempotencyRecord>> {
  return kv.get<IdempotencyRecord>(keys.idempotencyRecord(hash));
}

/** Whether a stored response is still valid: 24 hours from its own timestamp. */
export function isIdempotencyRecordValid(record: IdempotencyRecord, now: number): boolean {
  return record.at + RETENTION_MS > now;
}

/** Deletes records that are valid no more. */
export const purgeIdempotencyRecords = purgeOver<IdempotencyRecord>(
  { prefix: keys.idempotencyRecords() },
  ({ at }) => at + RETENTION_MS,
);
