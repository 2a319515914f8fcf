import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { defaultHostRules, type HostRules } from "$lib/scheduling/host-rules.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import type { Schedule } from "$lib/scheduling/availability-schedule.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { type Guard, toVersionedGuard, type VersionedGuard } from "./guard.ts";
import { type BlockListEntry, blockListKeys } from "./block-list.ts";
import type { IdempotencyRecord } from "./bookings.ts";
import { eventTypeWithDefaults } from "./event-types.ts";
import { daysOf, keys } from "./keys.ts";
import type { Shards } from "./ledger.ts";
import { withOverrides } from "./schedules.ts";

/** Everything a booking request is decided on, except busy times. */
export interface DecisionInputs {
  guard: VersionedGuard;
  host: Host | null;
  type: EventType | null;
  schedule: Schedule | null;
  hostRules: HostRules;
  shards: Shards;
  idempotency: Deno.KvEntryMaybe<IdempotencyRecord>;
  /** Whether the guest's email address is on the host's block list. */
  isBlocked: boolean;
}

/** Keys one `getMany` takes, and how many of them are neither ledger days nor block list entries. */
const MAX_SNAPSHOT_KEYS = 10;
const FIXED_KEYS = 6;

/**
 * Reads them all in one snapshot that includes the guard, so that none is older than the guard. `span` may touch two
 * UTC days at most, because one `getMany` takes ten keys.
 */
export async function readDecisionInputs(
  kv: Deno.Kv,
  ids: {
    hostId: string;
    typeId: string;
    scheduleId: string;
    idempotencyHash: string;
    email: string;
  },
  span: Span,
): Promise<DecisionInputs> {
  const { hostId } = ids;
  const days = daysOf(span);
  const blockKeys = await blockListKeys(hostId, ids.email);
  // The address and its last domains fit here; further domains are read in a second request, after the guard.
  const blockKeysHere = blockKeys.splice(0, MAX_SNAPSHOT_KEYS - FIXED_KEYS - days.length);
  const [guard, host, type, schedule, hostRules, idempotency, ...rest] = await kv.getMany<
    [Guard, Host, EventType, Schedule, HostRules, IdempotencyRecord, ...(Hold[] | BlockListEntry)[]]
  >([
    keys.guard(hostId),
    keys.host(hostId),
    keys.eventType(hostId, ids.typeId),
    keys.schedule(hostId, ids.scheduleId),
    keys.hostRules(hostId),
    keys.idempotencyRecord(ids.idempotencyHash),
    ...days.map((day) => keys.ledger(hostId, day)),
    ...blockKeysHere,
  ]);
  const shards = rest.slice(0, days.length) as Deno.KvEntryMaybe<Hold[]>[];
  const exists = ({ value }: Deno.KvEntryMaybe<unknown>) => value !== null;
  const otherBlocks = blockKeys.length > 0 ? await kv.getMany<BlockListEntry[]>(blockKeys) : [];
  return {
    guard: toVersionedGuard(hostId, guard),
    host: host.value,
    type: type.value && eventTypeWithDefaults(type.value),
    schedule: schedule.value && withOverrides(schedule.value),
    hostRules: hostRules.value ?? defaultHostRules(hostId),
    shards: { hostId, days: new Map(days.map((day, i) => [day, shards[i]?.value ?? []])) },
    idempotency,
    isBlocked: [...rest.slice(days.length), ...otherBlocks].some(exists),
  };
}
