import { dateAt } from "$lib/scheduling/day.ts";
import {
  type DateOverride,
  DateOverrides,
  MAX_OVERRIDES,
} from "$lib/scheduling/availability-exceptions.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import {
  MAX_SCHEDULES,
  mergeRules,
  type Schedule,
  ScheduleName,
  type WeeklyRule,
} from "$lib/scheduling/availability-schedule.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import type { App } from "../app.ts";
import { newId } from "../runtime/secrets.ts";
import { listEventTypes } from "../store/event-types.ts";
import { getHost } from "../store/hosts.ts";
import { listTeamIdsOf } from "../store/teams.ts";
import { deleteSchedule, getSchedule, listSchedules, setSchedule } from "../store/schedules.ts";
import { changeUnderGuard } from "./change-under-guard.ts";

/** Saves parsed weekly hours, overlapping windows merged; "changed" when they are no longer those that the form showed. */
export function saveRules(
  app: App,
  hostId: string,
  scheduleId: string,
  input: { revision: number; rules: WeeklyRule[] },
): Promise<Outcome<Schedule>> {
  return change(app, hostId, scheduleId, (was) => {
    if (was.revision !== input.revision) return refused("changed");
    return accepted({ ...was, rules: mergeRules(input.rules), revision: was.revision + 1 });
  });
}

/** A further set of hours, empty until it is filled. */
export function create(app: App, hostId: string, name: string): Promise<Outcome<Schedule>> {
  return add(app, hostId, () => accepted({ name, rules: [], overrides: [] }));
}

/** A copy of hours and single dates under a name of its own. */
export function copy(app: App, hostId: string, scheduleId: string): Promise<Outcome<Schedule>> {
  return add(app, hostId, (others) => {
    const original = others.find(({ id }) => id === scheduleId);
    if (!original) return refused("not-found");
    const { copied } = messages("en").dashboard.availability.schedules;
    const name = format(copied, { name: original.name.slice(0, 60 - copied.length) });
    return accepted({ name, rules: original.rules, overrides: original.overrides });
  });
}

/** Renames a schedule; "name-taken" when another of the host has the name. */
export function rename(
  app: App,
  hostId: string,
  scheduleId: string,
  name: string,
): Promise<Outcome<Schedule>> {
  return change(app, hostId, scheduleId, async (was) => {
    const others = (await listSchedules(app.kv, hostId)).filter(({ id }) => id !== scheduleId);
    const named = uniqueName(others, name);
    return named.ok ? accepted({ ...was, name: named.value }) : named;
  });
}

/** Deletes hours that no event type uses; the titles of those that do come back as the refusal's detail. */
export function remove(app: App, hostId: string, scheduleId: string): Promise<Outcome<Schedule>> {
  return changeUnderGuard(app, hostId, async (op) => {
    const was = await getSchedule(app.kv, hostId, scheduleId);
    if (!was) return refused("not-found");
    const users = await typesOfSchedule(app, hostId, scheduleId);
    if (users.length > 0) {
      const detail = users.map(({ title }) => title).join(", ");
      return refused("invalid", { fields: { form: "schedule-used" }, detail });
    }
    // The last hours stay: a type that is made later needs some.
    if ((await listSchedules(app.kv, hostId)).length < 2) {
      return refused("invalid", { fields: { form: "schedule-last" } });
    }
    deleteSchedule(op, was);
    return accepted(was);
  });
}

/** The event types that use a schedule: the host's own, and those of their teams for which they chose it. */
async function typesOfSchedule(
  app: App,
  hostId: string,
  scheduleId: string,
): Promise<EventType[]> {
  const own = await listEventTypes(app.kv, hostId);
  const teamIds = await listTeamIdsOf(app.kv, hostId);
  const ofTeams = await Promise.all(teamIds.map((teamId) => listEventTypes(app.kv, teamId)));
  return [
    ...own.filter((type) => type.scheduleId === scheduleId),
    ...ofTeams.flat().filter(({ team }) =>
      team?.members.some((member) => member.hostId === hostId && member.scheduleId === scheduleId)
    ),
  ];
}

/** Blocks or adds time on one date; adding the same one twice stores it once, and past dates are removed. */
export function addOverride(
  app: App,
  hostId: string,
  scheduleId: string,
  input: DateOverride,
): Promise<Outcome<Schedule>> {
  return change(app, hostId, scheduleId, async (was) => {
    const host = await getHost(app.kv, hostId);
    if (!host) return refused("not-found");
    // What may still be to come by any clock seen lately stays.
    const today = dateAt(app.clock.earliestNow(), host.zone);
    const remaining = was.overrides.filter((each) =>
      each.date >= today && !isSameOverride(each, input)
    );
    if (remaining.length >= MAX_OVERRIDES) {
      return refused("invalid", { fields: { form: "too-many-overrides" } });
    }
    const overrides = parse(DateOverrides, [...remaining, input]);
    if (!overrides.ok) return overrides;
    return accepted({ ...was, overrides: overrides.value.toSorted(byTime) });
  });
}

/** Removes an override; not an error when it is gone already. */
export function removeOverride(
  app: App,
  hostId: string,
  scheduleId: string,
  input: DateOverride,
): Promise<Outcome<Schedule>> {
  return change(app, hostId, scheduleId, (was) => {
    return accepted({
      ...was,
      overrides: was.overrides.filter((each) => !isSameOverride(each, input)),
    });
  });
}

function change(
  app: App,
  hostId: string,
  scheduleId: string,
  make: (was: Schedule) => Promise<Outcome<Schedule>> | Outcome<Schedule>,
): Promise<Outcome<Schedule>> {
  return changeUnderGuard(app, hostId, async (op) => {
    const was = await getSchedule(app.kv, hostId, scheduleId);
    if (!was) return refused("not-found");
    const made = await make(was);
    if (made.ok) setSchedule(op, made.value);
    return made;
  });
}

function add(
  app: App,
  hostId: string,
  make: (
    others: readonly Schedule[],
  ) => Outcome<Pick<Schedule, "name" | "rules" | "overrides">>,
): Promise<Outcome<Schedule>> {
  return changeUnderGuard(app, hostId, async (op) => {
    const others = await listSchedules(app.kv, hostId);
    if (others.length >= MAX_SCHEDULES) {
      return refused("invalid", { fields: { name: "too-many-schedules" } });
    }
    const made = make(others);
    if (!made.ok) return made;
    const named = uniqueName(others, made.value.name);
    if (!named.ok) return named;
    const schedule = { ...made.value, id: newId(), hostId, name: named.value, revision: 1 };
    setSchedule(op, schedule);
    return accepted(schedule);
  });
}

function uniqueName(others: readonly Schedule[], name: string): Outcome<string> {
  const parsed = parse(ScheduleName, name);
  if (!parsed.ok) {
    return refused("invalid", { fields: { name: parsed.refusal.fields?.form ?? "" } });
  }
  const isTaken = others.some((other) => other.name.toLowerCase() === parsed.value.toLowerCase());
  return isTaken ? refused("name-taken", { fields: { name: "schedule-name-taken" } }) : parsed;
}

function isSameOverride(a: DateOverride, b: DateOverride): boolean {
  return a.date === b.date && a.kind === b.kind && a.from === b.from && a.to === b.to;
}

function byTime(a: DateOverride, b: DateOverride): number {
  return a.date < b.date ? -1 : a.date > b.date ? 1 : a.from - b.from || a.to - b.to;
}
