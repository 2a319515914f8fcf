import * as v from "valibot";
import { FrameAncestors } from "./frame-ancestors.ts";
import { OneLine } from "./one-line.ts";
import { Id } from "./id.ts";
import { type BookingLimits, BookingLimitsInput, noBookingLimits } from "./booking-limits.ts";
import { MINUTE } from "./durations.ts";
import { type Location, LocationInput } from "./location.ts";
import { isDate } from "./month.ts";
import { type BookingQuestion, QuestionsInput } from "./booking-questions.ts";
import type { Reminder } from "./reminder.ts";
import type { TeamTerms } from "./team-terms.ts";
import { isVisible } from "./visible-text.ts";
import { guestText, webAddress } from "./web-address.ts";

export const colours = ["blue", "green", "violet", "amber", "rose", "teal"] as const;
export type Colour = typeof colours[number];

/** A page of the host's own that guests are sent to with the booking's data; name and email only where the host wants them. */
export interface Redirect {
  url: string;
  withGuest: boolean;
}

/** What a host or a team offers: lengths, schedule and rules. Durations in minutes. */
export interface EventType {
  id: string;
  /** The host, or the team, that it belongs to. */
  ownerId: string;
  /** Who takes its bookings, and how they are chosen; null for a host's own event type. */
  team: TeamTerms | null;
  title: string;
  slug: string;
  description: string;
  /** Offered lengths in minutes, 5 to 480; the first is the default. */
  durations: number[];
  /** How many guests may book the same time, 1 to 100. */
  seats: number;
  /** Minutes between starts; null means the duration. */
  slotInterval: number | null;
  /** Buffers before and after, 0 to 180. */
  bufferBefore: number;
  bufferAfter: number;
  /** Minimum notice in minutes. */
  minimumNotice: number;
  /** Days from today's date of the host that can be booked, 1 to 365. */
  bookingWindowDays: number;
  /** The last date of the host that can be booked, in place of the days; null means the days. */
  bookingWindowUntil: string | null;
  /** Minutes before a meeting after which its guest can no longer cancel or reschedule it; 0 means until it begins. */
  cancellationNotice: number;
  rescheduleNotice: number;
  /** How many meetings of this type. */
  bookingLimits: BookingLimits;
  /** A key of the palette in `app.css`. */
  colour: Colour;
  location: Location;
  confirmedMessage: string;
  rejectedMessage: string;
  active: boolean;
  /** Bookable by its link, absent from the list. */
  hidden: boolean;
  /** Only team event types are made from it: it has no page of its own. */
  onlyForTeams: boolean;
  /** Bookable by a private link alone: its public address leads nowhere. */
  privateLinkOnly: boolean;
  /** Questions on the booking form, in order. */
  questions: BookingQuestion[];
  /** Where a guest is led after booking; null means their own page. */
  redirect: Redirect | null;
  order: number;
  decision: "approval" | "instant";
  /** What an instant type does over a calendar that is not fresh. */
  whenCalendarStale: "require-approval" | "hide" | "ignore";
  /** The schedule of its host; of a team event type each member has one, in `team`. */
  scheduleId: string;
  /** Emails that go out by themselves before and after its meetings. */
  reminders: Reminder[];
  /** Minutes before the start at which the entry in the host's own calendar rings; null leaves that to the calendar. */
  alarm: number | null;
  /** Whether guests verify their email before the host gets the request; only where emails are sent. */
  requireVerifiedEmail: boolean;
  /** Whether guests may bring others, by their email addresses; not with seats. */
  allowExtraGuests: boolean;
  /** The most dates that a guest may book at once, 2 to 12; 1 where it does not repeat (`series.ts`). */
  seriesDates: number;
  /** Origins that may frame the widget; `["*"]` is any. */
  frameAncestors: string[];
  revision: number;
  createdAt: number;
}

const whole = (min: number, max: number, error: string) =>
  v.pipe(
    v.number(error),
    v.integer(error),
    v.minValue(min, error),
    v.maxValue(max, error),
  );

const RedirectInput = v.object({
  url: v.pipe(
    guestText(500),
    v.url("redirect-https"),
    v.check((address) => webAddress(address)?.protocol === "https:", "redirect-https"),
  ),
  withGuest: v.optional(v.boolean(), false),
});

export const Slug = v.pipe(
  v.string(),
  v.trim(),
  v.toLowerCase(),
  v.minLength(1, "slug-empty"),
  v.maxLength(64, "slug-long"),
  v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "slug-letters"),
);

/** What a host may set on an event type, as it arrives from a form or the API. */
export const EventTypeInput = v.object({
  title: v.pipe(OneLine, v.maxLength(80, "too-long"), v.check(isVisible, "title-empty")),
  slug: Slug,
  description: v.optional(guestText(2000), ""),
  durations: v.pipe(
    v.array(whole(5, 480, "duration-range")),
    v.minLength(1, "duration-needed"),
    v.maxLength(6, "too-many-durations"),
    v.check((lengths) => new Set(lengths).size === lengths.length, "duration-twice"),
  ),
  seats: v.optional(whole(1, 100, "seats-range"), 1),
  slotInterval: v.optional(v.nullable(whole(5, 480, "slot-interval-range")), null),
  bufferBefore: v.optional(whole(0, 180, "buffer-range"), 0),
  bufferAfter: v.optional(whole(0, 180, "buffer-range"), 0),
  minimumNotice: v.optional(whole(0, 60 * 24 * 60, "notice-range"), 4 * 60),
  bookingWindowDays: v.optional(whole(1, 365, "booking-window-range"), 60),
  bookingWindowUntil: v.optional(
    v.nullable(v.pipe(v.string(), v.check(isDate, "date-invalid"))),
    null,
  ),
  cancellationNotice: v.optional(whole(0, 60 * 24 * 60, "notice-range"), 0),
  rescheduleNotice: v.optional(whole(0, 60 * 24 * 60, "notice-range"), 0),
  bookingLimits: v.optional(BookingLimitsInput, noBookingLimits),
  colour: v.optional(v.picklist(colours), "blue"),
  location: v.optional(LocationInput, { kind: "none" }),
  confirmedMessage: v.optional(guestText(1000), ""),
  rejectedMessage: v.optional(guestText(1000), ""),
  active: v.optional(v.boolean(), true),
  hidden: v.optional(v.boolean(), false),
  onlyForTeams: v.optional(v.boolean(), false),
  privateLinkOnly: v.optional(v.boolean(), false),
  questions: v.optional(QuestionsInput, []),
  redirect: v.optional(v.nullable(RedirectInput), null),
  decision: v.optional(v.picklist(["approval", "instant"]), "approval"),
  requireVerifiedEmail: v.optional(v.boolean(), false),
  allowExtraGuests: v.optional(v.boolean(), false),
  seriesDates: v.optional(
    v.pipe(
      whole(1, 12, "series-dates-range"),
      v.description("The most dates that a guest may book at once; 1 where it does not repeat."),
    ),
    1,
  ),
  whenCalendarStale: v.optional(
    v.picklist(["require-approval", "hide", "ignore"]),
    "require-approval",
  ),
  scheduleId: v.optional(Id),
  frameAncestors: v.optional(FrameAncestors, ["*"]),
});
export type EventTypeInput = v.InferOutput<typeof EventTypeInput>;

/** Fills in the defaults of an event type that the program itself creates; throws where a field is invalid. */
export function parseEventTypeInput(given: v.InferInput<typeof EventTypeInput>): EventTypeInput {
  return v.parse(EventTypeInput, given);
}

/** Minutes between starts of this type at this length. */
export function slotIntervalOf(type: Pick<EventType, "slotInterval">, duration: number): number {
  return type.slotInterval ?? duration;
}

/** The first instant that the minimum notice of a type allows, epoch ms. */
export function earliestStart(type: Pick<EventType, "minimumNotice">, now: number): number {
  return now + type.minimumNotice * MINUTE;
}
