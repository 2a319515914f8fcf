import * as v from "valibot";
import { CalendarDate, Id } from "$lib/openapi/fields.ts";
import { limitPeriods } from "$lib/scheduling/booking-limits.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { wantedReasons } from "$lib/scheduling/wanted/wanted-time.ts";
import { askedOf } from "../analytics/figures-for.ts";
import { readWanted } from "../analytics/wanted/read-wanted.ts";
import { wantedJson } from "../analytics/wanted/wanted-json.ts";
import { asked, description, range, tag } from "./analytics.ts";
import { operation } from "./operation.ts";

const ReasonCounts = v.array(v.object({
  reason: v.picklist(wantedReasons),
  times: v.number(),
}));

export const showWanted = operation({
  id: "analytics.wanted",
  method: "GET",
  path: "/v0/analytics/wanted",
  tag,
  summary: "Get the times guests wanted and you didn’t offer",
  description:
    `By half hour of the week in your time zone, or the team’s, and by reason, with the one change of a setting that alone would have offered most of them. \`time\` is null for a day that was opened without times. Fewer than three are not broken down. ${description}`,
  access: "read",
  query: v.object({
    ...range,
    eventTypeId: v.optional(Id),
    teamId: v.optional(Id),
  }),
  answer: v.object({
    ...asked,
    total: v.number(),
    /** How many of them are in none of the lists. */
    notBrokenDown: v.number(),
    reasons: ReasonCounts,
    slots: v.array(v.object({
      /** Monday is 1. */
      weekday: v.number(),
      /** HH:MM, the beginning of the half hour. */
      time: v.nullable(v.string()),
      times: v.number(),
      reasons: v.nullable(ReasonCounts),
    })),
    change: v.nullable(v.object({
      text: v.string(),
      /** How many of them it would have offered. */
      times: v.number(),
      eventTypeIds: v.array(v.string()),
      setting: v.picklist([
        "hours",
        "minimumNotice",
        "bookingWindowDays",
        "bookingWindowUntil",
        "bookingLimits",
        "hostBookingLimits",
        "bufferBefore",
        "bufferAfter",
      ]),
      value: v.optional(v.number()),
      date: v.optional(CalendarDate),
      period: v.optional(v.picklist(limitPeriods)),
      scheduleId: v.optional(v.string()),
      weekday: v.optional(v.number()),
      /** Alone it is when the weekday opens; with `to` a window that the weekday would have besides. */
      from: v.optional(v.string()),
      to: v.optional(v.string()),
    })),
  }),
  refusals: ["not-found"],
}, async ({ app, host, query }) => {
  const found = await askedOf(app, host, query);
  if (!found.ok) return found;
  const { owner, range, eventTypeId } = found.value;
  return accepted(wantedJson(await readWanted(app, owner.id, range, eventTypeId), range));
});
