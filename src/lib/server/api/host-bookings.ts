import * as v from "valibot";
import { Id, Next, pageQuery, Timestamp } from "$lib/openapi/fields.ts";
import {
  AllowedActions,
  BookingJob,
  CalendarEntry,
  HistoryEntry,
  HostBooking,
  Status,
} from "$lib/openapi/host-booking.ts";
import { Instant } from "$lib/scheduling/api-schemas.ts";
import { publishedStatuses } from "$lib/scheduling/booking-state.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { findBookings } from "../views/find-bookings.ts";
import { hostBookingsJson, spanJson } from "../views/host-booking-json.ts";
import * as bookings from "../bookings/index.ts";
import { nearbyTimes } from "../views/nearby-times.ts";
import { placesToGive } from "../bookings/places-to-give.ts";
import { publishedPages } from "../feeds/published-bookings.ts";
import { bookingPages } from "../hosts/export.ts";
import { bookingsCsv } from "../http/bookings-csv.ts";
import { fileStream } from "../http/file-stream.ts";
import { bookingDetails } from "./booking-details.ts";
import { findOwnBooking } from "./changed-booking.ts";
import { operation } from "./operation.ts";

const tag = "Bookings";

export const listBookings = operation({
  id: "bookings.list",
  method: "GET",
  path: "/v0/me/bookings",
  tag,
  summary: "List bookings",
  description:
    "By their start. `waiting=1` leaves those that wait for your decision; `from` and `to` are instants between which a booking begins. With `teamId` all of a team’s bookings for its owners and admins, their own for members. `search` looks for words in the guest’s name, email and note.",
  access: "read",
  query: v.object({
    status: v.optional(Status),
    waiting: v.optional(v.picklist(["0", "1"]), "0"),
    eventTypeId: v.optional(Id),
    teamId: v.optional(Id),
    from: v.optional(Instant),
    to: v.optional(Instant),
    search: v.optional(v.pipe(v.string(), v.maxLength(200, "too-long"))),
    sort: v.optional(v.picklist(["asc", "desc"]), "asc"),
    ...pageQuery(),
  }),
  answer: v.object({ bookings: v.array(HostBooking), next: Next }),
  refusals: ["not-found"],
  example: { query: { status: publishedStatuses.confirmed, limit: "10" } },
}, async ({ app, host, query }) => {
  const { status = null, eventTypeId = null, teamId = null, from = null, to = null } = query;
  const filter = {
    status,
    typeId: eventTypeId,
    teamId,
    from,
    to,
    isWaiting: query.waiting === "1",
    text: query.search ?? "",
    latestFirst: query.sort === "desc",
  };
  const { limit, cursor = null } = query;
  const found = await findBookings(app, host.id, filter, { limit, cursor });
  if (!found.ok) return found;
  const { next } = found.value;
  return accepted({ bookings: await hostBookingsJson(app, host, found.value.bookings), next });
});

export const getBooking = operation({
  id: "bookings.get",
  method: "GET",
  path: "/v0/me/bookings/{id}",
  tag,
  summary: "Get a booking with its history",
  description: "`jobs` and `calendarEntries` are those of the host who asks.",
  access: "read",
  answer: v.object({
    booking: HostBooking,
    history: v.array(HistoryEntry),
    members: v.pipe(
      v.array(v.object({
        id: v.string(),
        name: v.string(),
        state: v.nullable(v.picklist(["confirmed", "asked", "optional", "declined"])),
      })),
      v.description("Of a team’s booking, with what they said."),
    ),
    otherGuests: v.pipe(
      v.array(v.object({ bookingId: v.string(), name: v.string(), status: Status })),
      v.description("Who shares the time, where guests do."),
    ),
    calendarEntries: v.array(CalendarEntry),
    jobs: v.array(BookingJob),
    actions: AllowedActions,
  }),
  revised: "booking",
}, async (call) => {
  const found = await findOwnBooking(call);
  if (!found.ok) return found;
  return accepted(await bookingDetails(call.app, call.host, found.value));
});

export const checkConflicts = operation({
  id: "bookings.conflicts",
  method: "GET",
  path: "/v0/me/bookings/{id}/conflicts",
  tag,
  summary: "Ask the calendars about the time of a booking",
  description:
    "Of a reschedule request about the requested time. Sending `acknowledged` back with a confirmation confirms despite these conflicts.",
  access: "read",
  answer: v.object({
    timezone: v.string(),
    agenda: v.array(v.object({
      startsAt: Timestamp,
      endsAt: Timestamp,
      title: v.string(),
      kind: v.picklist(["booking", "request", "busy"]),
      calendar: v.nullable(v.string()),
      own: v.boolean(),
    })),
    conflicts: v.array(v.object({
      startsAt: Timestamp,
      endsAt: Timestamp,
      title: v.string(),
      calendar: v.string(),
    })),
    unreachable: v.array(v.string()),
    acknowledged: v.array(v.string()),
  }),
}, async (call) => {
  const found = await findOwnBooking(call);
  if (!found.ok) return found;
  const { app, host } = call;
  const check = await bookings.checkConflicts(app, found.value.booking, host);
  return accepted({
    timezone: host.zone,
    agenda: check.agenda.map(({ title, kind, calendar = null, own = false, ...span }) => ({
      ...spanJson(span),
      title,
      kind,
      calendar,
      own,
    })),
    conflicts: check.conflicts.map(({ title, calendar, ...span }) => ({
      ...spanJson(span),
      title,
      calendar,
    })),
    unreachable: check.unreachable,
    acknowledged: check.fingerprints,
  });
});

export const listFreeTimes = operation({
  id: "bookings.freeTimes",
  method: "GET",
  path: "/v0/me/bookings/{id}/free-times",
  tag,
  summary: "List free times near a booking",
  description: "To reschedule to, or to propose. Empty for a manager who is not one of its hosts.",
  access: "read",
  answer: v.object({
    timezone: v.string(),
    times: v.array(v.object({ startsAt: Timestamp, endsAt: Timestamp })),
  }),
}, async (call) => {
  const found = await findOwnBooking(call);
  if (!found.ok) return found;
  const { app, host } = call, { booking } = found.value;
  const starts = await nearbyTimes(app, booking, host.id);
  const lengthMs = booking.end - booking.start;
  return accepted({
    timezone: host.zone,
    times: starts.map((start) => spanJson({ start, end: start + lengthMs })),
  });
});

export const listFreeMembers = operation({
  id: "bookings.freeMembers",
  method: "GET",
  path: "/v0/me/bookings/{id}/free-members",
  tag,
  summary: "List the members who could take a team’s booking",
  description: "`from` are the hosts whose place you may give away, `to` who is free.",
  access: "read",
  answer: v.object({
    from: v.array(v.object({ id: v.string(), name: v.string() })),
    to: v.array(v.object({ id: v.string(), name: v.string() })),
  }),
}, async (call) => {
  const found = await findOwnBooking(call);
  if (!found.ok) return found;
  const places = await placesToGive(call.app, found.value.booking, call.host.id);
  const { from = [], to = [] } = places ?? {};
  return accepted({ from: from.map(named), to: to.map(named) });
});

export const downloadBookings = operation({
  id: "bookings.csv",
  method: "GET",
  path: "/v0/me/bookings.csv",
  tag,
  summary: "Download all bookings as CSV",
  access: "read",
  file: "text/csv",
  answer: v.object({}),
}, ({ app, host }) => accepted(bookingsCsv(app.kv, host.id, "en")));

export const downloadCalendar = operation({
  id: "bookings.ics",
  method: "GET",
  path: "/v0/me/bookings.ics",
  tag,
  summary: "Download all confirmed bookings as iCalendar",
  access: "read",
  file: "text/calendar",
  answer: v.object({}),
}, ({ app, host }) => {
  const pages = publishedPages(bookingPages(app, host.id, ["confirmed"]), host);
  const name = `invito-${host.username}.ics`;
  return accepted(fileStream(pages, { type: "text/calendar", name }));
});

function named({ id, name }: { id: string; name: string }) {
  return { id, name };
}
