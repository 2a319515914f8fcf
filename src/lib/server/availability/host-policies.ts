import { hasBookingLimit, limitSpan } from "$lib/scheduling/booking-limits.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { HostRules } from "$lib/scheduling/host-rules.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import type { Schedule } from "$lib/scheduling/availability-schedule.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { getHostRules } from "../store/host-rules.ts";
import { listHolds } from "../store/ledger.ts";
import { getSchedule } from "../store/schedules.ts";

/** What a host has laid down for an event type, and the holds that its limits are counted from. */
export interface HostPolicies {
  schedule: Schedule | null;
  rules: HostRules;
  /** Every hold of the days, weeks and months round the window; none where no limit is set. */
  limitHolds: Hold[];
}

/** Reads the terms for starts within a window; to be read after the person's guard, which every change of them turns. */
export async function readHostPolicies(
  kv: Deno.Kv,
  host: Host,
  type: EventType,
  window: Span,
): Promise<HostPolicies> {
  const [schedule, rules] = await Promise.all([
    getSchedule(kv, host.id, type.scheduleId),
    getHostRules(kv, host.id),
  ]);
  return { schedule, rules, limitHolds: await readLimitHolds(kv, host, type, rules, window) };
}

/** The holds that the limits of host and type are counted from; none are read where no limit is set. */
export async function readLimitHolds(
  kv: Deno.Kv,
  host: Host,
  type: EventType,
  rules: HostRules,
  window: Span,
): Promise<Hold[]> {
  const isCapped = hasBookingLimit(type.bookingLimits) || hasBookingLimit(rules.bookingLimits);
  if (!isCapped || window.start >= window.end) return [];
  return await listHolds(kv, host.id, limitSpan(window, host.zone));
}
