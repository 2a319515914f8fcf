import type { EventTypeInput } from "$lib/scheduling/event-type.ts";
import { minutesPerUnit, toAmountAndUnit } from "./duration-units.ts";
import { numberFrom, numberOrNull, textIn } from "./form-text.ts";

const names = [
  "scheduleId",
  "seats",
  "seriesDates",
  "slotInterval",
  "bufferBefore",
  "bufferAfter",
  "minimumNotice",
  "minimumNoticeUnit",
  "cancellationNotice",
  "rescheduleNotice",
  "bookingWindowDays",
  "bookingWindowUntil",
  "bookingLimits.day",
  "bookingLimits.week",
  "bookingLimits.month",
  "whenCalendarStale",
] as const;

/** The section "Availability and limits" as it is entered; the notices of guests are in hours. */
export type AvailabilityValues = Record<typeof names[number], string> & {
  allowExtraGuests: boolean;
};

/** What the section shows of a type. */
export function availabilityValues(type: EventTypeInput): AvailabilityValues {
  const notice = toAmountAndUnit(type.minimumNotice);
  return {
    scheduleId: type.scheduleId ?? "",
    seats: String(type.seats),
    seriesDates: String(type.seriesDates ?? 1),
    allowExtraGuests: type.allowExtraGuests,
    slotInterval: String(type.slotInterval ?? ""),
    bufferBefore: String(type.bufferBefore),
    bufferAfter: String(type.bufferAfter),
    minimumNotice: notice.amount,
    minimumNoticeUnit: notice.unit,
    cancellationNotice: String(type.cancellationNotice / 60),
    rescheduleNotice: String(type.rescheduleNotice / 60),
    bookingWindowDays: String(type.bookingWindowDays),
    bookingWindowUntil: type.bookingWindowUntil ?? "",
    "bookingLimits.day": String(type.bookingLimits.day ?? ""),
    "bookingLimits.week": String(type.bookingLimits.week ?? ""),
    "bookingLimits.month": String(type.bookingLimits.month ?? ""),
    whenCalendarStale: type.whenCalendarStale,
  };
}

/** What its form sent. */
export function readAvailability(form: FormData): AvailabilityValues {
  const texts = Object.fromEntries(names.map((name) => [name, textIn(form, name)]));
  return {
    ...texts as Record<typeof names[number], string>,
    allowExtraGuests: form.has("allowExtraGuests"),
  };
}

/** The fields, to be parsed. */
export function availabilityFields(values: AvailabilityValues) {
  return {
    seats: numberFrom(values.seats),
    // Types of a team have no such field.
    ...(values.seriesDates ? { seriesDates: numberFrom(values.seriesDates) } : {}),
    allowExtraGuests: values.allowExtraGuests,
    slotInterval: numberOrNull(values.slotInterval),
    bufferBefore: numberFrom(values.bufferBefore),
    bufferAfter: numberFrom(values.bufferAfter),
    minimumNotice: Math.round(
      numberFrom(values.minimumNotice) * minutesPerUnit(values.minimumNoticeUnit),
    ),
    cancellationNotice: Math.round(numberFrom(values.cancellationNotice) * 60),
    rescheduleNotice: Math.round(numberFrom(values.rescheduleNotice) * 60),
    bookingWindowDays: numberFrom(values.bookingWindowDays),
    bookingWindowUntil: values.bookingWindowUntil.trim() || null,
    bookingLimits: {
      day: numberOrNull(values["bookingLimits.day"]),
      week: numberOrNull(values["bookingLimits.week"]),
      month: numberOrNull(values["bookingLimits.month"]),
    },
    whenCalendarStale: values.whenCalendarStale,
    ...(values.scheduleId ? { scheduleId: values.scheduleId } : {}),
  };
}
