import * as v from "valibot";
import { Timestamp } from "$lib/openapi/fields.ts";
import { AvailabilityParameters } from "$lib/scheduling/api-schemas.ts";
import { LoaderParameters } from "$lib/scheduling/widget-loader.ts";
import { widgetLoaderFile } from "../http/widget-loader.ts";
import { operation } from "./operation.ts";
import { availabilityAnswer, eventTypeAnswer } from "./page-answers.ts";

const tag = "Booking pages";
const Link = v.optional(v.pipe(v.string(), v.maxLength(64, "too-long")));

/** An event type as guests see it. */
const PublicEventType = v.object({
  username: v.optional(v.string()),
  hostName: v.optional(v.string()),
  teamSlug: v.optional(v.string()),
  teamName: v.optional(v.string()),
  mode: v.optional(v.string()),
  members: v.optional(v.array(v.string())),
  timezone: v.string(),
  slug: v.string(),
  title: v.string(),
  description: v.string(),
  durations: v.array(v.number()),
  location: v.string(),
  locations: v.pipe(
    v.array(v.object({ location: v.string(), kind: v.string() })),
    v.description("Where the guest chooses: what to send as `location`."),
  ),
  decision: v.picklist(["approval", "instant"]),
  seats: v.number(),
  bookingWindowDays: v.number(),
  seriesDates: v.pipe(
    v.number(),
    v.description("The most dates that can be booked at once; 1 where it does not repeat."),
  ),
  bookingWindowUntil: v.nullable(v.string()),
  questions: v.array(v.object({
    slug: v.string(),
    label: v.string(),
    kind: v.string(),
    required: v.boolean(),
    options: v.optional(v.array(v.string())),
  })),
});

/** What is free: starts with their ends, and where to go on. */
const Slots = v.object({
  timezone: v.string(),
  slots: v.array(v.object({
    startsAt: Timestamp,
    endsAt: Timestamp,
    placesLeft: v.optional(v.number()),
  })),
  /** The first date of the next page; null when nothing follows. */
  next: v.nullable(v.string()),
  explained: v.optional(v.array(v.record(v.string(), v.unknown()))),
});

const shown = {
  method: "GET",
  tag,
  access: "public",
  isShared: true,
  query: v.object({ link: Link }),
  answer: v.object({ eventType: PublicEventType }),
  refusals: ["inactive", "link-used", "link-expired"],
} as const;

const free = {
  method: "GET",
  tag,
  description:
    "`start` is an instant, or a date in `timezone`; `days` are its calendar days. `next` leads on.",
  access: "public",
  isShared: true,
  counted: "availability",
  query: v.object({ ...AvailabilityParameters.entries, link: Link }),
  answer: Slots,
  refusals: ["inactive", "link-used", "link-expired"],
} as const;

const params = { username: "ada", slug: "intro-call" };
const teamParams = { team: "studio", slug: "first-meeting" };

export const showEventType = operation({
  ...shown,
  id: "pages.eventType",
  path: "/v0/users/{username}/event-types/{slug}",
  summary: "Get an event type of a host as guests see it",
  example: { params },
}, ({ params, query, event }) => eventTypeAnswer(event.locals, params, query));

export const listSlots = operation({
  ...free,
  id: "pages.availability",
  path: "/v0/users/{username}/event-types/{slug}/availability",
  summary: "List the free times of a host’s event type",
  example: { params, query: { days: "7", timezone: "Europe/Berlin" } },
}, ({ params, query, event }) => availabilityAnswer(event, params, query));

export const showTeamEventType = operation({
  ...shown,
  id: "pages.teamEventType",
  path: "/v0/teams/{team}/event-types/{slug}",
  summary: "Get an event type of a team as guests see it",
  example: { params: teamParams },
}, ({ params, query, event }) => eventTypeAnswer(event.locals, params, query));

export const listTeamSlots = operation({
  ...free,
  id: "pages.teamAvailability",
  path: "/v0/teams/{team}/event-types/{slug}/availability",
  summary: "List the free times of a team’s event type",
  example: { params: teamParams, query: { days: "7", timezone: "Europe/Berlin" } },
}, ({ params, query, event }) => availabilityAnswer(event, params, query));

export const widgetLoader = operation({
  id: "pages.widgetLoader",
  method: "GET",
  path: "/v0/embed/widget.js",
  tag,
  summary: "Get a script that embeds one event type",
  description: "Puts the widget where the script stands. Name `username` or `teamSlug`.",
  access: "public",
  query: LoaderParameters,
  file: "text/javascript",
  answer: v.object({}),
  refusals: ["not-found"],
  example: { query: { username: "ada", eventSlug: "intro-call" } },
}, ({ app, query }) => widgetLoaderFile(app, query));
