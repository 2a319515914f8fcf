import * as v from "valibot";
import { CalendarDate, Id } from "$lib/openapi/fields.ts";
import type { VisitStep } from "$lib/scheduling/counted-days.ts";
import { FunnelEventBody, type FunnelStage } from "$lib/scheduling/funnel.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { skipReasons } from "$lib/scheduling/rotation-decisions.ts";
import { askedOf } from "../analytics/figures-for.ts";
import * as counts from "../analytics/count-again.ts";
import { dateRange } from "../analytics/date-range.ts";
import { readFunnel } from "../analytics/funnel.ts";
import { readHealth } from "../analytics/health.ts";
import { readTeamShares } from "../analytics/team-shares.ts";
import { readWebhookHealth } from "../analytics/webhook-health.ts";
import { isCounted } from "../views/picker/view-facts.ts";
import { countVisit } from "../views/picker/visit.ts";
import { findBookingPage } from "../event-types/booking-page.ts";
import { getPageSettings } from "../store/page-settings.ts";
import { findTeamOf } from "../store/teams.ts";
import { operation } from "./operation.ts";

export const tag = "Analytics";

export const description =
  "The dates are those of your time zone, or the team’s; the last 30 days without them, and up to 366.";

export const range = { from: v.optional(CalendarDate), to: v.optional(CalendarDate) };

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

export const asked = { from: CalendarDate, to: CalendarDate, timezone: v.string() };

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
}, async ({ app, body, event }) => {
  const { username = "", teamSlug, eventSlug: slug, stage } = body;
  const found = await findBookingPage(
    app,
    teamSlug === undefined ? { username, slug } : { team: teamSlug, slug },
  );
  if (!found.ok) return found;
  if (!isCounted(event.request)) return accepted({});
  const { url, request, locals: { client } } = event;
  const visit = { url, request, client, steps: [stepOf[stage]], source: "api" } as const;
  countVisit(app, found.value, await getPageSettings(app.kv, found.value.owner.id), visit);
  return accepted({});
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
}, async ({ app, host, query }) => {
  const found = await askedOf(app, host, query);
  if (!found.ok) return found;
  const { owner, range, eventTypeId } = found.value;
  return accepted(await readFunnel(app, owner.id, range, eventTypeId));
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
}, async ({ app, host, query }) => {
  const found = await findTeamOf(app.kv, query.teamId, host.id);
  if (!found) return refused("not-found");
  const range = dateRange(query, found.team.zone, app.now());
  return range.ok ? accepted(await readTeamShares(app, found.team.id, range.value)) : range;
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
}, async ({ app, host, body: { teamId } }) => {
  const owner = teamId === undefined
    ? host
    : (await findTeamOf(app.kv, teamId, host.id, "admin"))?.team;
  if (!owner) return refused("not-found");
  const begun = await counts.countAgain(app, owner.id);
  return begun.ok ? accepted({ counting: begun.value }) : begun;
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
}, async ({ app, host, query: { teamId } }) => {
  const owner = teamId === undefined ? host : (await findTeamOf(app.kv, teamId, host.id))?.team;
  if (!owner) return refused("not-found");
  return accepted({ counting: await counts.readCountingAgain(app.kv, owner.id) });
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
}, async ({ app, host }) => {
  const [counts, webhooks] = await Promise.all([
    readHealth(app, host.id),
    readWebhookHealth(app, host.id),
  ]);
  return accepted({ ...counts, webhooks });
});

const stepOf: Record<FunnelStage, VisitStep> = { page_view: "view", slot_selection: "time" };
