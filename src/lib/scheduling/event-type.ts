import * as v from "valibot";
import { FrameAncestors } from "./frame-ancestors.ts";
import { OneLine } from "./one-line.ts";
import { Id } from "./id.ts";
import { BookingLimitsInput, noBookingLimits } from "./booking-limits.ts";
import { MINUTE } from "./durations.ts";
import { LocationInput } from "./location.ts";
import { isDate } from "./month.ts";
import { QuestionsInput } from "./booking-questions.ts";
import type { Reminder } from "./reminder.ts";
import type { TeamTerms } from "./team-terms.ts";
import { isVisible } from "./visible-text.ts";
import { guestText, webAddress } from "./web-address.ts";

export const colours = ["blue", "green", "violet", "amber", "rose", "teal"] as const;
export type Colour = typeof colours[number];

const whole = (min: number, max: number, error: string) =>
  v.pipe(
    v.number(error),
    v.integer(error),
    v.minValue(min, error),
    v.maxValue(max, error),
  );

/** A page of the host's own that guests are sent to with the booking's data. */
const RedirectInput = v.object({
  url: v.pipe(
    guestText(500),
    v.url("redirect-https"),
    v.check((address) => webAddress(address)?.protocol === "https:", "redirect-https"),
  ),
  /** Whether name and email are among the data. */
  withGuest: v.optional(v.boolean(), false),
});
export type Redirect = v.InferOutput<typeof RedirectInput>;

export const Slug = v.pipe(
  v.string(),
  v.trim(),
  v.toLowerCase(),
  v.minLength(1, "slug-empty"),
  v.maxLength(64, "slug-long"),
  v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "slug-letters"),
);

/**
 * What a host may set on an event type, as it arrives from a form or the API, by the section of the editor that alone
 * changes it. Durations in minutes.
 */
export const typeSettings = {
  basics: {
    title: v.pipe(OneLine, v.maxLength(80, "too-long"), v.check(isVisible, "title-empty")),
    slug: Slug,
    description: v.optional(guestText(2000), ""),
    /** Offered lengths; the first is the default. */
    durations: v.pipe(
      v.array(whole(5, 480, "duration-range")),
      v.minLength(1, "duration-needed"),
      v.maxLength(6, "too-many-durations"),
      v.check((lengths) => new Set(lengths).size === lengths.length, "duration-twice"),
    ),
    /** A key of the palette in `styles/tokens.css`. */
    colour: v.optional(v.picklist(colours), "blue"),
    active: v.optional(v.boolean(), true),
  },
  people: {},
  location: {
    location: v.optional(LocationInput, { kind: "none" }),
  },
  availability: {
    /** The schedule of its host; of a team event type each member has one, in `team`. */
    scheduleId: v.optional(Id),
    /** How many guests may book the same time. */
    seats: v.optional(whole(1, 100, "seats-range"), 1),
    /** Whether guests may bring others, by their email addresses; not with seats. */
    allowExtraGuests: v.optional(v.boolean(), false),
    /** The most dates that a guest may book at once (`series.ts`). */
    seriesDates: v.optional(
      v.pipe(
        whole(1, 12, "series-dates-range"),
        v.description("The most dates that a guest may book at once; 1 where it does not repeat."),
      ),
      1,
    ),
    bufferBefore: v.optional(whole(0, 180, "buffer-range"), 0),
    bufferAfter: v.optional(whole(0, 180, "buffer-range"), 0),
    minimumNotice: v.optional(whole(0, 60 * 24 * 60, "notice-range"), 4 * 60),
    /** Days from today's date of the host that can be booked. */
    bookingWindowDays: v.optional(whole(1, 365, "booking-window-range"), 60),
    /** The last date of the host that can be booked, in place of the days; null means the days. */
    bookingWindowUntil: v.optional(
      v.nullable(v.pipe(v.string(), v.check(isDate, "date-invalid"))),
      null,
    ),
    /** Minutes between starts; null means the duration. */
    slotInterval: v.optional(v.nullable(whole(5, 480, "slot-interval-range")), null),
    /** How many meetings of this type. */
    bookingLimits: v.optional(BookingLimitsInput, noBookingLimits),
    /** Minutes before a meeting after which its guest can no longer cancel it; 0 means until it begins. */
    cancellationNotice: v.optional(whole(0, 60 * 24 * 60, "notice-range"), 0),
    /** The same for rescheduling. */
    rescheduleNotice: v.optional(whole(0, 60 * 24 * 60, "notice-range"), 0),
    /** What an instant type does over a calendar that is not fresh. */
    whenCalendarStale: v.optional(
      v.picklist(["require-approval", "hide", "ignore"]),
      "require-approval",
    ),
  },
  questions: {
    /** Questions on the booking form, in order. */
    questions: v.optional(QuestionsInput, []),
  },
  emails: {
    decision: v.optional(v.picklist(["approval", "instant"]), "approval"),
    /** Whether guests verify their email before the host gets the request; only where emails are sent. */
    requireVerifiedEmail: v.optional(v.boolean(), false),
    confirmedMessage: v.optional(guestText(1000), ""),
    rejectedMessage: v.optional(guestText(1000), ""),
    /** Where a guest is led after booking; null means their own page. */
    redirect: v.optional(v.nullable(RedirectInput), null),
  },
  sharing: {
    /** Bookable by its link, absent from the list. */
    hidden: v.optional(v.boolean(), false),
    /** Bookable by a private link alone: its public address leads nowhere. */
    privateLinkOnly: v.optional(v.boolean(), false),
    /** Only team event types are made from it: it has no page of its own. */
    onlyForTeams: v.optional(v.boolean(), false),
    /** Origins that may frame the widget; `["*"]` is any. */
    frameAncestors: v.optional(FrameAncestors, ["*"]),
  },
};

/** What a host may set on an event type. */
export const EventTypeInput = v.object({
  ...typeSettings.basics,
  ...typeSettings.location,
  ...typeSettings.availability,
  ...typeSettings.questions,
  ...typeSettings.emails,
  ...typeSettings.sharing,
});
export type EventTypeInput = v.InferOutput<typeof EventTypeInput>;

/** What a host or a team offers: its settings, and what is kept with them. */
export interface EventType extends EventTypeInput {
  id: string;
  /** The host, or the team, that it belongs to. */
  ownerId: string;
  /** Who takes its bookings, and how they are chosen; null for a host's own event type. */
  team: TeamTerms | null;
  scheduleId: string;
  order: number;
  /** Emails that go out by themselves before and after its meetings. */
  reminders: Reminder[];
  /** Minutes before the start at which the entry in the host's own calendar rings; null leaves that to the calendar. */
  alarm: number | null;
  revision: number;
  createdAt: number;
}

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
