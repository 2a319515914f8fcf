import type { PickerView, WhereView } from "$lib/components/picker-view.ts";
import { type Location, mayCallGuest, placeKey } from "$lib/scheduling/location.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { formatDuration, formatDurations } from "$lib/i18n/duration.ts";
import { type Booker, choiceLabel, placeBeforeBooking } from "$lib/i18n/place.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { ConfirmationMode } from "../../availability/confirmation.ts";
import { format, plural } from "$lib/i18n/format.ts";

/** An event type as guests see it in the picker; `name` is that of its host or team. */
export function eventTypeView(
  type: EventType,
  { name, minutes, confirmation, language, booker }: {
    name: string;
    minutes: number;
    confirmation: ConfirmationMode;
    language: string;
    booker?: Booker;
  },
): PickerView["type"] {
  const words = messages(language).booking.picker;
  return {
    ...eventTypeCard(type, language, booker),
    length: formatDuration(minutes, language),
    group: type.seats > 1 ? format(words.group, { n: type.seats }) : null,
    instant: confirmation === "instant",
    decision: format(words.confirmation[confirmation], { name }),
  };
}

/** An event type in the list of its host or team; a link or phone number is shown only with the confirmation. */
export function eventTypeCard(type: EventType, language: string, booker?: Booker) {
  return {
    title: type.title,
    description: type.description,
    colour: type.colour,
    length: formatDurations(type.durations, language),
    place: placeBeforeBooking(type.location, language, booker),
  };
}

/** "3 spots left"; null where the slot is not shared. */
export function seatsLeftLabel(left: number | undefined, language: string): string | null {
  if (left === undefined) return null;
  return plural(messages(language).booking.picker.spotsLeft, left, language);
}

/** What the booking form asks about the place. */
export function whereView(location: Location, language: string, booker?: Booker): WhereView {
  const choices = location.kind === "choice"
    ? location.options.map((place) => ({
      key: placeKey(place),
      label: choiceLabel(place, language, booker),
    }))
    : [];
  const asks = mayCallGuest(location);
  return { choices, phone: !asks ? "no" : choices.length > 0 ? "if-chosen" : "asked" };
}
