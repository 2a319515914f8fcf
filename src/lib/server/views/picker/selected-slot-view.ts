import type { ChosenView } from "$lib/components/picker-view.ts";
import { dateAt } from "$lib/scheduling/day.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import {
  type DisplayOptions,
  formatLongDate,
  formatShortWhen,
  formatTime,
  formatWhen,
} from "$lib/i18n/date-time.ts";
import type { App } from "../../app.ts";
import { hasIdempotentResponse } from "../../bookings/index.ts";
import { findSlots } from "../../availability/find-slots.ts";
import { suggestAlternatives } from "../../availability/suggest-alternatives.ts";
import { type BookingPage, requestAddress } from "../../event-types/booking-page.ts";
import { newId } from "../../runtime/secrets.ts";
import { isoInstant, pickerHref, type PickerQuery } from "./picker-query.ts";
import { seatsLeftLabel } from "./event-type-view.ts";
import { signFormTimestamp } from "./form-timestamp.ts";

interface SelectedSlot {
  query: PickerQuery;
  page: BookingPage;
  reader: DisplayOptions;
  minutes: number;
  slot: number;
  /** The booking that is rescheduled; null for a new one. */
  rescheduledBookingId: string | null;
  movedWith: readonly string[];
  isAnswered: boolean;
}

/**
 * The slot whose form is shown; with the nearest available ones if it is not available, which the answer of a form says
 * itself. A form that was already accepted can be submitted again.
 */
export async function selectedSlotView(app: App, choice: SelectedSlot): Promise<ChosenView> {
  const { query, page, reader, minutes, slot, rescheduledBookingId, movedWith, isAnswered } =
    choice;
  const { owner, hosts, type } = page;
  const span = { start: slot, end: slot + minutes * MINUTE };
  const instant = { start: slot, end: slot + 1 };
  const search = { hosts, type, minutes, excludedBookingId: rescheduledBookingId, movedWith };
  const offers = await findSlots(app, { ...search, window: instant });
  const sent = query.key !== null && await hasIdempotentResponse(app, {
    key: { route: "form", value: query.key },
    ...requestAddress(page.address),
  });
  const offered = sent || offers.starts.includes(slot);
  const near = offered || isAnswered
    ? []
    : await suggestAlternatives(app, { ...search, near: slot });
  const key = query.key ?? newId();
  return {
    iso: isoInstant(slot),
    date: formatLongDate(slot, reader),
    time: `${formatTime(span.start, reader)} – ${formatTime(span.end, reader)}`,
    when: formatWhen(span, reader),
    places: seatsLeftLabel(offers.places.get(slot), reader.language),
    ownerWhen: reader.zone === owner.zone
      ? null
      : formatWhen(span, { ...reader, zone: owner.zone }),
    back: pickerHref(query, { date: dateAt(slot, reader.zone) }),
    action: pickerHref(query, { slot: isoInstant(slot), key }),
    key,
    minutes,
    hours: reader.hourCycle,
    shownStamp: isAnswered ? "" : await signFormTimestamp(app, key),
    wait: app.settings.formMs,
    offered,
    sent,
    alternatives: near.map((start) => ({
      label: formatShortWhen(start, reader),
      href: pickerHref(query, { slot: isoInstant(start), key: newId() }),
    })),
  };
}
