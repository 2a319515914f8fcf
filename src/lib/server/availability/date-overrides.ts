/** Date overrides of a schedule. */
import {
  type DateOverride,
  DateOverrides,
  isSameOverride,
  MAX_OVERRIDES,
  tidyOverrides,
} from "$lib/scheduling/availability-exceptions.ts";
import type { Schedule } from "$lib/scheduling/availability-schedule.ts";
import { dateAt } from "$lib/scheduling/day.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import type { App } from "../app.ts";
import { getHost } from "../store/hosts.ts";
import { change } from "./schedules.ts";

/** Changes the hours of some dates, all or none, today’s and those to come; the same change twice is stored once, and past dates are removed. "changed" when a revision is given and outdated. */
export function addOverrides(
  app: App,
  hostId: string,
  scheduleId: string,
  inputs: readonly DateOverride[],
  revision: number | null = null,
): Promise<Outcome<Schedule, "busy" | "changed" | "invalid" | "not-found">> {
  return change(app, { hostId, scheduleId, revision }, async (was) => {
    const host = await getHost(app.kv, hostId);
    if (!host) return refused("not-found");
    // What may still be to come by any clock seen lately stays.
    const today = dateAt(app.clock.earliestNow(), host.zone);
    if (inputs.some(({ date }) => date < today)) {
      return refused("invalid", { fields: { date: "date-over" } });
    }
    const remaining = was.overrides.filter((each) => each.date >= today);
    const all = tidyOverrides([...remaining, ...inputs]);
    if (all.length > MAX_OVERRIDES) {
      return refused("invalid", { fields: { form: "too-many-overrides" } });
    }
    const overrides = parse(DateOverrides, all);
    return overrides.ok ? accepted({ ...was, overrides: overrides.value }) : overrides;
  });
}

/** The same for one date. */
export function addOverride(
  app: App,
  hostId: string,
  scheduleId: string,
  input: DateOverride,
  revision: number | null = null,
): Promise<Outcome<Schedule, "busy" | "changed" | "invalid" | "not-found">> {
  return addOverrides(app, hostId, scheduleId, [input], revision);
}

/** Removes an override; not an error when it is gone already. */
export function removeOverride(
  app: App,
  hostId: string,
  scheduleId: string,
  input: DateOverride,
): Promise<Outcome<Schedule, "busy" | "changed" | "not-found">> {
  return change(app, { hostId, scheduleId }, (was) => {
    return accepted({
      ...was,
      overrides: was.overrides.filter((each) => !isSameOverride(each, input)),
    });
  });
}

/** Removes every override of a date; "changed" when a revision is given and outdated. */
export function removeOverridesOn(
  app: App,
  hostId: string,
  scheduleId: string,
  date: string,
  revision: number | null,
): Promise<Outcome<Schedule, "busy" | "changed" | "not-found">> {
  return change(app, { hostId, scheduleId, revision }, (was) => {
    return accepted({ ...was, overrides: was.overrides.filter((each) => each.date !== date) });
  });
}
