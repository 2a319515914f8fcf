import { type BookingLimits } from "$lib/scheduling/booking-limits.ts";
import { addDays, dateAt } from "$lib/scheduling/day.ts";
import {
  type Holiday,
  MAX_HOLIDAYS,
  MAX_TIME_OFF,
  mergeHolidays,
  type TimeOffInput,
} from "$lib/scheduling/availability-exceptions.ts";
import { type HostRules, isSamePlace, type YearlyHolidays } from "$lib/scheduling/host-rules.ts";
import { accepted, type Outcome, type RefusalCode, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { newId } from "../runtime/secrets.ts";
import { getHostRules, setHostRules } from "../store/host-rules.ts";
import { getHost } from "../store/hosts.ts";
import { changeUnderGuard, type GuardRefusal } from "./change-under-guard.ts";

/** For how many places holidays may come again each year. */
const MAX_YEARLY_PLACES = 3;

/** Sets how many meetings a host takes, of whatever type; "changed" when the limits are no longer those that the form showed. */
export function setBookingLimits(
  app: App,
  hostId: string,
  revision: number,
  caps: BookingLimits,
): Promise<Outcome<HostRules, GuardRefusal | "changed">> {
  return changeHostRules(app, hostId, (was) => {
    if (was.revision !== revision) return refused("changed");
    return accepted({ ...was, bookingLimits: caps, revision: was.revision + 1 });
  });
}

/** Adds time off that is not over yet; bookings on it stay, and past time off is removed. */
export function addTimeOff(
  app: App,
  hostId: string,
  input: TimeOffInput,
  id = newId(),
): Promise<Outcome<HostRules, GuardRefusal | "invalid">> {
  return changeHostRules(app, hostId, (was, today) => {
    if (input.last < today) {
      const field = input.first === input.last ? "first" : "last";
      return refused("invalid", { fields: { [field]: "date-over" } });
    }
    const upcoming = was.timeOff.filter(({ last }) => last >= today);
    if (upcoming.length >= MAX_TIME_OFF) {
      return refused("invalid", { fields: { first: "too-many-time-off" } });
    }
    const timeOff = [...upcoming, { id, ...input }];
    return accepted({ ...was, timeOff: timeOff.toSorted((a, b) => a.first < b.first ? -1 : 1) });
  });
}

/** Removes time off; not an error when they are gone already. */
export function removeTimeOff(
  app: App,
  hostId: string,
  id: string,
): Promise<Outcome<HostRules, GuardRefusal>> {
  return changeHostRules(
    app,
    hostId,
    (was) => accepted({ ...was, timeOff: was.timeOff.filter((each) => each.id !== id) }),
  );
}

/**
 * Adds holidays; a date that is there already keeps its name, so adding the same list twice changes nothing. With
 * `yearly` those of its place come again each year.
 */
export function addHolidays(
  app: App,
  hostId: string,
  holidays: readonly Holiday[],
  yearly: YearlyHolidays | null = null,
): Promise<Outcome<HostRules, GuardRefusal | "invalid">> {
  return changeHostRules(app, hostId, (was, today) => {
    const others = was.yearlyHolidays.filter((each) => !yearly || !isSamePlace(each, yearly));
    if (yearly && others.length >= MAX_YEARLY_PLACES) {
      return refused("invalid", { fields: { form: "too-many-holidays" } });
    }
    const yearlyHolidays = yearly ? [...others, yearly] : others;
    return withHolidays({ ...was, yearlyHolidays }, holidays, today);
  });
}

/** Adds the dates of new years of yearly holidays; nothing where the host has stopped them meanwhile. */
export function renewYearlyHolidays(
  app: App,
  hostId: string,
  yearly: YearlyHolidays,
  holidays: readonly Holiday[],
): Promise<Outcome<HostRules, GuardRefusal | "invalid">> {
  return changeHostRules(app, hostId, (was, today) => {
    if (!was.yearlyHolidays.some((each) => isSamePlace(each, yearly))) return accepted(was);
    const yearlyHolidays = was.yearlyHolidays.map((each) =>
      isSamePlace(each, yearly) ? { ...each, until: yearly.until } : each
    );
    return withHolidays({ ...was, yearlyHolidays }, holidays, today);
  });
}

/** Adds the holidays of a place no more; those added stay. Nothing changes when that is so already. */
export async function stopYearlyHolidays(
  app: App,
  hostId: string,
  place: Pick<YearlyHolidays, "country" | "region">,
): Promise<Outcome<HostRules, GuardRefusal>> {
  const now = await getHostRules(app.kv, hostId);
  if (!now.yearlyHolidays.some((each) => isSamePlace(each, place))) return accepted(now);
  return await changeHostRules(app, hostId, (was) =>
    accepted({
      ...was,
      yearlyHolidays: was.yearlyHolidays.filter((each) => !isSamePlace(each, place)),
    }));
}

function withHolidays(
  was: HostRules,
  holidays: readonly Holiday[],
  today: string,
): Outcome<HostRules, "invalid"> {
  const yesterday = addDays(today, -1);
  const all = mergeHolidays(was.holidays, holidays).filter(({ date }) => date >= yesterday);
  return all.length > MAX_HOLIDAYS
    ? refused("invalid", { fields: { form: "too-many-holidays" } })
    : accepted({ ...was, holidays: all });
}

/** Opens dates again that were taken over as holidays. */
export function removeHolidays(
  app: App,
  hostId: string,
  dates: readonly string[],
): Promise<Outcome<HostRules, GuardRefusal>> {
  return changeHostRules(app, hostId, (was) =>
    accepted({
      ...was,
      holidays: was.holidays.filter(({ date }) => !dates.includes(date)),
    }));
}

function changeHostRules<Code extends RefusalCode>(
  app: App,
  hostId: string,
  make: (was: HostRules, today: string) => Outcome<HostRules, Code>,
): Promise<Outcome<HostRules, Code | GuardRefusal>> {
  return changeUnderGuard<HostRules, Code | "not-found">(app, hostId, async (op) => {
    const host = await getHost(app.kv, hostId);
    if (!host) return refused("not-found");
    // Only what is past by every clock seen lately makes room.
    const today = dateAt(app.clock.earliestNow(), host.zone);
    const made = make(await getHostRules(app.kv, hostId), today);
    if (made.ok) setHostRules(op, made.value);
    return made;
  });
}
