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

/** What a wish for a host's time is decided on, but for busy time. */
export interface DecisionInputs {
  guard: VersionedGuard;
  host: Host | null;
  type: EventType | null;
  schedule: Schedule | null;
  hostRules: HostRules;
  shards: Shards;
  idempotency: Deno.KvEntryMaybe<IdempotencyRecord>;
  /** Whether the host takes no bookings from this guest. */
  isBlocked: boolean;
}

/** What one reading takes, and how much of it is neither days nor blocked guests. */
const MAX_SNAPSHOT_KEYS = 10;
const FIXED_KEYS = 6;

/**
 * Reads them all in one snapshot, the guard among them, so that nothing of it can be older than the guard.
 * `near` touches two UTC days at the most, as ten keys are all that one reading takes.
 */
export async function readDecisionInputs(
  kv: Deno.Kv,
  ids: { hostId: string; typeId: string; scheduleId: string; answerHash: string; email: string },
  span: Span,
): Promise<DecisionInputs> {
  const { hostId } = ids;
  const days = daysOf(span);
  const blockKeys = await blockListKeys(hostId, ids.email);
  // Address and domain find room here; a domain of many parts needs a second look, after the guard.
  const blockKeysHere = blockKeys.splice(0, MAX_SNAPSHOT_KEYS - FIXED_KEYS - days.length);
  const [guard, host, type, schedule, rules, answer, ...rest] = await kv.getMany<
    [Guard, Host, EventType, Schedule, HostRules, IdempotencyRecord, ...(Hold[] | BlockListEntry)[]]
  >([
    keys.guard(hostId),
    keys.host(hostId),
    keys.eventType(hostId, ids.typeId),
    keys.schedule(hostId, ids.scheduleId),
    keys.hostRules(hostId),
    keys.idempotencyRecord(ids.answerHash),
    ...days.map((day) => keys.ledger(hostId, day)),
    ...blockKeysHere,
  ]);
  const shards = rest.slice(0, days.length) as Deno.KvEntryMaybe<Hold[]>[];
  const isListed = ({ value }: Deno.KvEntryMaybe<unknown>) => value !== null;
  const laterBlocks = blockKeys.length > 0 ? await kv.getMany<BlockListEntry[]>(blockKeys) : [];
  return {
    guard: toVersionedGuard(hostId, guard),
    host: host.value,
    type: type.value && eventTypeWithDefaults(type.value),
    schedule: schedule.value && withOverrides(schedule.value),
    hostRules: rules.value ?? defaultHostRules(hostId),
    shards: { hostId, days: new Map(days.map((day, i) => [day, shards[i]?.value ?? []])) },
    idempotency: answer,
    isBlocked: [...rest.slice(days.length), ...laterBlocks].some(isListed),
  };
}
