import {
  MAX_METADATA_KEYS,
  MAX_METADATA_LENGTH,
  MAX_UTM_LENGTH,
  metadataName,
} from "./booking-tracking.ts";
import * as v from "valibot";
import { languages } from "./language.ts";
import { isSupportedInstant } from "./day.ts";
import { EmailAddress } from "./email-address.ts";
import { SeriesInput } from "./series.ts";
import { ExtraGuestsInput } from "./extra-guests.ts";
import { GuestNote } from "./guest.ts";
import { Zone, zoneOr } from "./host.ts";
import { Message } from "./many-lines.ts";
import { isDate } from "./month.ts";
import type { SubmittedAnswers } from "./booking-questions.ts";
import { isVisible } from "./visible-text.ts";

/** Schemas of the public API; they validate what arrives and will describe it (OpenAPI). */

const isInstant = (text: string) =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/.test(text) &&
  isSupportedInstant(Date.parse(text));

/** An instant with its offset (RFC 3339); yields epoch ms. */
export const Instant = v.pipe(
  v.string(),
  v.check(isInstant, "instant-form"),
  v.transform((text) => Date.parse(text)),
);

/** A name on one line; a lone surrogate, which JSON can carry, becomes U+FFFD. */
export const PersonName = v.pipe(
  v.string(),
  v.transform((value) => value.toWellFormed()),
  v.trim(),
  v.maxLength(120, "too-long"),
  v.check(isVisible, "name-empty"),
  v.check((name) => !/\p{Cc}/u.test(name), "control-characters"),
);

/** The time zone of a query. */
export const ZoneParameter = zoneOr("timezone-form");

/** For how many days the times of an event type are asked at once. */
export const AvailabilityDays = v.pipe(
  v.number("days-range"),
  v.integer("days-range"),
  v.minValue(1, "days-range"),
  v.maxValue(60, "days-range"),
);

export const AvailabilityParameters = v.object({
  start: v.optional(
    v.pipe(v.string(), v.check((value) => isInstant(value) || isDate(value), "start-form")),
  ),
  days: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,2}$/, "days-range"),
      v.transform(Number),
      AvailabilityDays,
    ),
    "7",
  ),
  timezone: v.optional(ZoneParameter),
  /** Also explains every start of the hours; a week at the most. */
  explain: v.optional(v.picklist(["0", "1"], "explain-form"), "0"),
  duration: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,3}$/, "duration-form"), v.transform(Number)),
  ),
});

/** A body whose members are parsed one by one later. */
export const ObjectBody = v.record(v.string(), v.unknown());

const AnswerValue = v.nullable(
  v.union([v.pipe(v.string(), v.maxLength(4000, "too-long")), v.number(), v.boolean()]),
);
/** Answers to the questions of an event type, by slug or as a list. */
export const Answers = v.union([
  v.pipe(
    v.array(
      v.object({ question: v.pipe(v.string(), v.maxLength(500, "too-long")), answer: AnswerValue }),
    ),
    v.maxLength(100, "too-many-questions"),
    v.transform((list): SubmittedAnswers => list.map(({ question, answer }) => [question, answer])),
  ),
  v.pipe(
    v.record(v.string(), AnswerValue),
    v.maxEntries(100, "too-many-questions"),
    v.transform((answers): SubmittedAnswers => Object.entries(answers)),
  ),
]);

const Slug = v.pipe(v.string(), v.maxLength(64));

const UtmValue = v.pipe(v.string(), v.maxLength(MAX_UTM_LENGTH, "too-long"));
const Utm = v.object({
  source: v.exactOptional(UtmValue),
  medium: v.exactOptional(UtmValue),
  campaign: v.exactOptional(UtmValue),
  term: v.exactOptional(UtmValue),
  content: v.exactOptional(UtmValue),
});
const Metadata = v.pipe(
  v.record(
    v.pipe(v.string(), v.regex(metadataName, "metadata-name")),
    v.pipe(v.string(), v.maxLength(MAX_METADATA_LENGTH, "too-long")),
  ),
  v.maxEntries(MAX_METADATA_KEYS, "too-much-metadata"),
);

/** What every request for a booking takes. */
const bookingEntries = {
  eventSlug: Slug,
  startsAt: Instant,
  duration: v.optional(v.nullable(v.pipe(v.number(), v.integer())), null),
  timezone: v.optional(Zone, "UTC"),
  inviteeName: PersonName,
  inviteeEmail: EmailAddress,
  inviteePhone: v.optional(
    v.pipe(
      v.string(),
      v.maxLength(200, "too-long"),
      v.description("Where the host calls; required where the place is `call-guest`."),
    ),
  ),
  location: v.optional(
    v.pipe(
      v.nullable(v.pipe(v.string(), v.maxLength(300, "too-long"))),
      v.description(
        "Where the guest chooses: the kind of a place, such as `google-meet`, or its text for an address.",
      ),
    ),
    null,
  ),
  note: v.optional(GuestNote, ""),
  /** Email addresses of people whom the guest brings along, where the event type allows it. */
  guests: v.optional(ExtraGuestsInput, []),
  /** Of the guest's pages and emails. */
  language: v.optional(v.nullable(v.picklist(languages)), null),
  /** The secret of a private link, where the type is bookable by such links alone. */
  link: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(64, "too-long"))), null),
  /** By slug, `{"company": "Example"}`, or as a list of `{"question": slug or label, "answer"}`. */
  answers: v.optional(Answers, {}),
  /** The UTM parameters of the guest's visit. */
  utm: v.optional(Utm, {}),
  /** What is known of the visit besides, 10 names at most, and 700 characters with the UTM parameters; kept with the booking. */
  metadata: v.optional(Metadata, {}),
};

/** What `POST /v0/bookings` takes. */
export const BookingBody = v.object({
  username: Slug,
  ...bookingEntries,
  series: v.optional(
    v.pipe(
      v.nullable(SeriesInput),
      v.description(
        "Several dates from `startsAt` on, at the same time in `timezone`, where the event type repeats: all of them or none, or those that are free.",
      ),
    ),
    null,
  ),
});

/** What `POST /v0/team-bookings` takes. */
export const TeamBookingBody = v.object({ teamSlug: Slug, ...bookingEntries });

/** What `POST /v0/bookings/actions/{token}/cancel` takes. */
export const CancelBody = v.object({ reason: v.optional(Message, "") });

/** What `POST /v0/bookings/actions/{token}/reschedule` takes; the length stays. */
export const RescheduleBody = v.object({ startsAt: Instant, timezone: v.optional(Zone) });

/** What `PUT /v0/bookings/actions/{token}/email` takes. */
export const EmailBody = v.object({ inviteeEmail: EmailAddress });

/** What `PUT /v0/bookings/actions/{token}/guests` takes: all of them. */
export const GuestsBody = v.object({ guests: ExtraGuestsInput });

/** An Idempotency-Key: 16 to 200 printable ASCII characters. */
export const IdempotencyKey = v.pipe(v.string(), v.regex(/^[\x21-\x7e]{16,200}$/));
