import * as v from "valibot";
import { DateOverride, DateOverrides } from "../../scheduling/availability-exceptions.ts";
import { ScheduleName, WeeklyRules } from "../../scheduling/availability-schedule.ts";
import { partial } from "../fields.ts";
import { operation } from "../operation.ts";

const tag = "Availability";
const path = "/v0/me/schedules/{id}";

/** Weekly hours and single dates by the clock of the host's zone; minutes since midnight. */
export const hours = {
  /** ISO weekdays: Monday is 1. */
  rules: WeeklyRules,
  overrides: DateOverrides,
};

const entries = { name: ScheduleName, ...hours };

export const ScheduleAnswer = v.object({
  id: v.string(),
  ...entries,
  timezone: v.string(),
  /** Whether new event types use it: it was made the default, or most event types use it. */
  isDefault: v.boolean(),
  /** The host's own event types that use it. */
  eventTypes: v.array(v.string()),
  revision: v.number(),
});

const one = v.object({ schedule: ScheduleAnswer });
const revised = { answer: one, revised: "schedule" } as const;
const changes = partial(entries);
const override = { date: "2027-12-24", kind: "block", from: 720, to: 1440 };

export const listSchedules = operation({
  id: "schedules.list",
  method: "GET",
  path: "/v0/me/schedules",
  tag,
  summary: "List schedules",
  access: "read",
  answer: v.object({ schedules: v.array(ScheduleAnswer) }),
});

export const createSchedule = operation({
  id: "schedules.create",
  method: "POST",
  path: "/v0/me/schedules",
  tag,
  summary: "Create a schedule",
  description: "Times are minutes since midnight in your time zone, up to 1440; Monday is 1.",
  access: "settings",
  body: v.object({ ...changes, name: ScheduleName }),
  ...revised,
  refusals: ["name-taken"],
  example: { body: { name: "Mornings", rules: [{ weekday: 1, from: 480, to: 720 }] } },
});

export const getSchedule = operation({
  id: "schedules.get",
  method: "GET",
  path,
  tag,
  summary: "Get a schedule",
  access: "read",
  ...revised,
});

export const updateSchedule = operation({
  id: "schedules.update",
  method: "PATCH",
  path,
  tag,
  summary: "Change a schedule",
  description:
    "Replaces the name, weekly hours or date overrides that the body names; with `revision` or If-Match only if it is still current.",
  access: "settings",
  body: v.object({ ...changes, revision: v.optional(v.number()) }),
  ...revised,
  refusals: ["name-taken", "changed"],
  example: { body: { name: "Mornings" } },
});

export const copySchedule = operation({
  id: "schedules.copy",
  method: "POST",
  path: `${path}/copy`,
  tag,
  summary: "Copy a schedule",
  access: "settings",
  ...revised,
  refusals: ["name-taken", "invalid"],
});

export const makeDefaultSchedule = operation({
  id: "schedules.makeDefault",
  method: "POST",
  path: `${path}/make-default`,
  tag,
  summary: "Make a schedule the default one",
  description:
    "New event types use it, and team event types for which you chose none. The default until now gets a new revision too.",
  access: "settings",
  status: 200,
  ...revised,
  refusals: ["changed"],
});

export const deleteSchedule = operation({
  id: "schedules.delete",
  method: "DELETE",
  path,
  tag,
  summary: "Delete a schedule that no event type uses",
  access: "settings",
  conditional: true,
  answer: v.object({ id: v.string() }),
  refusals: ["invalid"],
});

export const addOverride = operation({
  id: "schedules.addOverride",
  method: "POST",
  path: `${path}/overrides`,
  tag,
  summary: "Change the hours of one date",
  description:
    "`add` opens time beside the weekly hours, `replace` in place of them, and `block` closes it. Minutes since midnight in your time zone, up to 1440. Past dates are removed.",
  access: "settings",
  body: DateOverride,
  ...revised,
  example: { body: override },
});

export const removeOverride = operation({
  id: "schedules.removeOverride",
  method: "DELETE",
  path: `${path}/overrides/{date}`,
  params: { date: "The date, YYYY-MM-DD." },
  tag,
  summary: "Return to the weekly hours on one date",
  access: "settings",
  ...revised,
});
