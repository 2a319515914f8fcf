import * as v from "valibot";
import { limitPeriods } from "../../scheduling/booking-limits.ts";
import { skipReasons } from "../../scheduling/rotation-decisions.ts";
import { wantedReasons } from "../../scheduling/wanted/wanted-time.ts";
import { FunnelEventBody } from "../../scheduling/funnel.ts";
import { CalendarDate, Id } from "../fields.ts";
import { operation } from "../operation.ts";

const tag = "Analytics";
const description =
  "The dates are those of your time zone, or the team’s; the last 30 days without them, and up to 366.";

const range = { from: v.optional(CalendarDate), to: v.optional(CalendarDate) };

/** The steps from the page of an event type to a confirmed booking, in order. */
const steps = {
  pageViews: v.number(),
  daySelections: v.number(),
  slotSelections: v.number(),
  /** The time was free and the form shown. */
  formViews: v.number(),
  requested: v.number(),
  confirmed: v.number(),
};

const asked = { from: CalendarDate, to: CalendarDate, timezone: v.string() };

export const recordFunnelEvent = operation({
  id: "analytics.record",
  method: "POST",
  path: "/v0/analytics/funnel/events",
  tag,
  summary: "Count a page view or a selected time",
  description:
    "For booking pages of your own; those of this installation count by themselves. Name `username` or `teamSlug`. Send it from your visitor’s browser: each step counts once an hour for an address and `User-Agent`. Programs, browsers that ask not to be tracked, and pages whose owner counts no visits are answered and not counted.",
  access: "public",
  body: FunnelEventBody,
  answer: v.object({}),
  status: 202,
  refusals: ["not-found", "inactive"],
  example: { body: { username: "ada", eventSlug: "intro-call", stage: "page_view" } },
});

export const showFunnel = operation({
  id: "analytics.funnel",
  method: "GET",
  path: "/v0/analytics/funnel",
  tag,
  summary: "Get how views become bookings",
  description:
    `Visits as they were counted, and the requests of those days with how many were confirmed at some time. ${description} \`isComplete\` is false while changes of bookings are still being counted; ask again a moment later.`,
  access: "read",
  query: v.object({
    ...range,
    eventTypeId: v.optional(Id),
    teamId: v.optional(Id),
  }),
  answer: v.object({
    ...asked,
    totals: v.object(steps),
    days: v.array(v.object({ date: CalendarDate, ...steps })),
    eventTypes: v.array(
      v.object({ id: v.string(), slug: v.string(), title: v.string(), ...steps }),
    ),
    isComplete: v.boolean(),
  }),
  refusals: ["not-found"],
});

export const showTeamShares = operation({
  id: "analytics.team",
  method: "GET",
  path: "/v0/analytics/team",
  tag,
  summary: "Get how a team’s bookings are distributed",
  description:
    `For each round robin: requests of those days that were not declined or cancelled, by member, beside the share that their weight gives; and how often each member was chosen by rotation, or skipped and why. For each collective how many such requests there were. ${description}`,
  access: "read",
  query: v.object({ ...range, teamId: Id }),
  answer: v.object({
    ...asked,
    teamId: v.string(),
    eventTypes: v.array(v.object({
      id: v.string(),
      slug: v.string(),
      title: v.string(),
      booked: v.number(),
      /** Of members who have left the event type. */
      bookedByOthers: v.number(),
      members: v.array(v.object({
        hostId: v.string(),
        name: v.nullable(v.string()),
        weight: v.number(),
        priority: v.number(),
        booked: v.number(),
        /** 0 to 1. */
        share: v.number(),
        expectedShare: v.number(),
        /** How often the rotation chose them, and how often another one, by what was in their way. */
        chosen: v.number(),
        skipped: v.object(v.entriesFromList(skipReasons, v.number())),
      })),
    })),
    collectives: v.array(v.object({
      id: v.string(),
      slug: v.string(),
      title: v.string(),
      booked: v.number(),
    })),
    isComplete: v.boolean(),
  }),
  refusals: ["not-found"],
});

const counting = v.object({
  /** Bookings that were counted, of how many; null while none are counted anew. */
  counting: v.nullable(v.object({ done: v.number(), total: v.number() })),
});

export const countAgain = operation({
  id: "analytics.countAgain",
  method: "POST",
  path: "/v0/analytics/recount",
  tag,
  summary: "Count all bookings anew",
  description:
    "Yours, or with `teamId` a team’s, as an owner or admin. Figures stay as they are until they are replaced, and visits as they were counted. While one runs another call answers how far it is.",
  access: "settings",
  body: v.object({ teamId: v.optional(Id) }),
  answer: counting,
  status: 202,
  refusals: ["not-found"],
  example: { body: {} },
});

export const showCountAgain = operation({
  id: "analytics.showRecount",
  method: "GET",
  path: "/v0/analytics/recount",
  tag,
  summary: "Get how far counting all bookings anew is",
  access: "read",
  query: v.object({ teamId: v.optional(Id) }),
  answer: counting,
  refusals: ["not-found"],
});

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
});

const Work = v.object({
  /** Not yet tried, or due later. */
  waiting: v.number(),
  retrying: v.number(),
  failed: v.number(),
  /** In the last 24 hours. */
  done: v.number(),
});

export const showHealth = operation({
  id: "analytics.health",
  method: "GET",
  path: "/v0/analytics/operator/health",
  tag,
  summary: "Get the state of your emails, webhooks and calendar entries",
  description: "`unsent` are emails that wait for a mail server or a verified address.",
  access: "read",
  answer: v.object({
    emails: v.object({ ...Work.entries, unsent: v.number() }),
    webhooks: Work,
    calendarEntries: Work,
  }),
});
