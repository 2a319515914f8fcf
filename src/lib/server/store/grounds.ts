import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { type HostRules, noRules } from "$lib/scheduling/host-rules.ts";
import type { Hold } from "$lib/scheduling/ledger.ts";
import type { Schedule } from "$lib/scheduling/schedule.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { Guard } from "../calendars/calendar.ts";
import { type Blocked, blockedKeys } from "./blocked.ts";
import type { AnswerRecord } from "./bookings.ts";
import { completeType } from "./event-types.ts";
import { type ReadGuard, readGuardOf } from "./guard.ts";
import { daysOf, keys } from "./keys.ts";
import type { Shards } from "./ledger.ts";
import { completeSchedule } from "./schedules.ts";

/** What a wish for a host's time is decided on, but for busy time. */
export interface Grounds {
  guard: ReadGuard;
  host: Host | null;
  type: EventType | null;
  schedule: Schedule | null;
  rules: HostRules;
  shards: Shards;
  answer: Deno.KvEntryMaybe<AnswerRecord>;
  /** Whether the host takes no bookings from this guest. */
  isBlocked: boolean;
}

/** What one reading takes, and how much of it is neither days nor blocked guests. */
const MOST_KEYS = 10;
const BESIDE = 6;

/**
 * Reads them all in one snapshot, the guard among them, so that nothing of it can be older than the guard.
 * `near` touches two UTC days at the most, as ten keys are all that one reading takes.
 */
export async function readGrounds(
  kv: Deno.Kv,
  known: { hostId: string; typeId: string; scheduleId: string; answerHash: string; email: string },
  near: Span,
): Promise<Grounds> {
  const { hostId } = known;
  const days = daysOf(near);
  const unwanted = await blockedKeys(hostId, known.email);
  // Address and domain find room here; a domain of many parts needs a second look, after the guard.
  const together = unwanted.splice(0, MOST_KEYS - BESIDE - days.length);
  const [guard, host, type, schedule, rules, answer, ...rest] = await kv.getMany<
    [Guard, Host, EventType, Schedule, HostRules, AnswerRecord, ...(Hold[] | Blocked)[]]
  >([
    keys.guard(hostId),
    keys.host(hostId),
    keys.eventType(hostId, known.typeId),
    keys.schedule(hostId, known.scheduleId),
    keys.hostRules(hostId),
    keys.answer(known.answerHash),
    ...days.map((day) => keys.ledger(hostId, day)),
    ...together,
  ]);
  const shards = rest.slice(0, days.length) as Deno.KvEntryMaybe<Hold[]>[];
  const isListed = ({ value }: Deno.KvEntryMaybe<unknown>) => value !== null;
  const later = unwanted.length > 0 ? await kv.getMany<Blocked[]>(unwanted) : [];
  return {
    guard: readGuardOf(hostId, guard),
    host: host.value,
    type: type.value && completeType(type.value),
    schedule: schedule.value && completeSchedule(schedule.value),
    rules: rules.value ?? noRules(hostId),
    shards: { hostId, days: new Map(days.map((day, i) => [day, shards[i]?.value ?? []])) },
    answer,
    isBlocked: [...rest.slice(days.length), ...later].some(isListed),
  };
}
