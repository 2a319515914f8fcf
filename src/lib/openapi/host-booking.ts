import * as v from "valibot";
import { publishedStatuses } from "../scheduling/booking-state.ts";
import { bookedKinds } from "../scheduling/location.ts";
import { Timestamp } from "./fields.ts";

export const Status = v.picklist(Object.values(publishedStatuses));

const State = v.picklist([
  "unverified",
  "requested",
  "confirmed",
  "reschedule-requested",
  "declined",
  "expired",
  "withdrawn",
  "cancelled",
]);

/** Who changed a booking. */
export const Actor = v.picklist(["guest", "host", "time", "calendar"]);

export const EndReason = v.picklist(["expired", "withdrawn", "cancelled"]);

/** Where one booking takes place. */
export const BookedLocation = v.object({
  kind: v.picklist(bookedKinds),
  value: v.optional(
    v.pipe(
      v.nullable(v.string()),
      v.description("A link, number, address or text; null while a calendar has yet to make it."),
    ),
  ),
});

/** The event type of a booking, as it was booked. */
export const BookedEventType = v.object({
  id: v.string(),
  slug: v.string(),
  title: v.string(),
  location: BookedLocation,
});

/** What the guest of a booking entered. */
export const BookingGuest = v.object({
  name: v.string(),
  email: v.string(),
  phone: v.optional(v.pipe(v.string(), v.description("Where the host calls the guest."))),
  timezone: v.string(),
  note: v.string(),
  answers: v.array(v.object({ slug: v.string(), question: v.string(), answer: v.string() })),
  utm: v.pipe(
    v.record(v.picklist(["source", "medium", "campaign", "term", "content"]), v.string()),
    v.description("The UTM parameters of the page with the widget."),
  ),
  metadata: v.pipe(
    v.record(v.string(), v.string()),
    v.description("What the page with the widget said of the visit; 10 names at most."),
  ),
});

/** The email addresses of people whom the guest brings along. */
export const ExtraGuests = v.pipe(
  v.array(v.string()),
  v.description("Email addresses of people whom the guest brings along."),
);

/** Which date of which series a booking is. */
export const SeriesPlace = v.pipe(
  v.nullable(v.object({ id: v.string(), number: v.number(), of: v.number() })),
  v.description("Of several dates that were booked together, which one it is; null for one date."),
);

/** A booking as its hosts and the managers of its team see it; it has no link secret. */
export const HostBooking = v.object({
  id: v.string(),
  uid: v.string(),
  sequence: v.number(),
  revision: v.number(),
  status: Status,
  state: State,
  startsAt: Timestamp,
  endsAt: Timestamp,
  timezone: v.pipe(v.string(), v.description("The zone of the host who asks.")),
  reservedUntil: v.nullable(Timestamp),
  approvalReason: v.nullable(v.picklist(["stale", "unreachable"])),
  rescheduleRequest: v.nullable(
    v.object({
      startsAt: Timestamp,
      endsAt: Timestamp,
      reservedUntil: Timestamp,
      requestedAt: Timestamp,
    }),
  ),
  proposedTimes: v.array(Timestamp),
  series: SeriesPlace,
  eventType: BookedEventType,
  team: v.nullable(
    v.object({
      id: v.string(),
      slug: v.string(),
      name: v.string(),
      mode: v.picklist(["round-robin", "collective"]),
    }),
  ),
  hosts: v.array(v.object({ id: v.string(), name: v.string(), username: v.string() })),
  guest: v.pipe(
    BookingGuest,
    v.description("What the guest wrote: plain text of a stranger, never HTML."),
  ),
  guests: ExtraGuests,
  emailVerified: v.boolean(),
  message: v.pipe(v.string(), v.description("The last message between host and guest.")),
  endReason: v.nullable(EndReason),
  noShowAt: v.nullable(Timestamp),
  test: v.boolean(),
  viaWidget: v.boolean(),
  guestErasedAt: v.nullable(Timestamp),
  createdAt: Timestamp,
  changedAt: Timestamp,
  changedBy: Actor,
});

/** One entry of a booking's history. */
export const HistoryEntry = v.object({
  at: Timestamp,
  by: Actor,
  host: v.nullable(v.object({ id: v.string(), name: v.string() })),
  event: v.string(),
  startsAt: Timestamp,
  endsAt: Timestamp,
  message: v.string(),
});

/** An email or a calendar write of a booking. */
export const BookingJob = v.object({
  id: v.string(),
  kind: v.string(),
  email: v.nullable(v.string()),
  to: v.nullable(v.picklist(["guest", "host"])),
  state: v.picklist(["waiting", "running", "done", "failed", "unsent", "superseded"]),
  attempts: v.number(),
  dueAt: Timestamp,
  doneAt: v.nullable(Timestamp),
  error: v.nullable(v.string()),
});

/** The entry of a booking in a calendar of the host, as of the last sync. */
export const CalendarEntry = v.object({
  calendarId: v.string(),
  state: v.picklist(["written", "moved", "missing", "mass-deleted"]),
  writtenAt: Timestamp,
  movedTo: v.nullable(v.object({ startsAt: Timestamp, endsAt: Timestamp })),
  declinedByGuest: v.boolean(),
});

/** What the host can do with a booking at this moment. */
export const AllowedActions = v.object({
  confirm: v.boolean(),
  decline: v.boolean(),
  cancel: v.boolean(),
  reschedule: v.boolean(),
  propose: v.boolean(),
  noShow: v.boolean(),
  reassign: v.boolean(),
  setLocation: v.boolean(),
  removeGuest: v.boolean(),
  withdraw: v.boolean(),
  restoreEntry: v.boolean(),
});
