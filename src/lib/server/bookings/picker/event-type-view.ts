import type { PickerView } from "$lib/components/picker-view.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { ConfirmationMode } from "../../availability/confirmation.ts";
import { format, plural } from "$lib/i18n/format.ts";

const words = messages("en").booking.picker;

/** An event type as guests see it in the picker; `name` is that of its host or team. */
export function eventTypeView(
  type: EventType,
  name: string,
  minutes: number,
  confirmation: ConfirmationMode,
): PickerView["type"] {
  return {
    ...eventTypeCard(type),
    length: formatDuration(minutes),
    group: type.seats > 1 ? format(words.group, { n: type.seats }) : null,
    instant: confirmation === "instant",
    decision: format(words.confirmation[confirmation], { name }),
  };
}

/** An event type in the list of its host or team; a link or phone number is shown only with the confirmation. */
export function eventTypeCard(type: EventType) {
  return {
    title: type.title,
    description: type.description,
    colour: type.colour,
    length: type.durations.map(formatDuration).join(" · "),
    place: locationBeforeConfirmation(type.location),
  };
}

/** "3 spots left"; null where the slot is not shared. */
export function seatsLeftLabel(left: number | undefined): string | null {
  return left === undefined ? null : plural(words.spotsLeft, left);
}

/** "30 minutes", "1 hour", "1 hour 30 minutes". */
export function formatDuration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours ? plural(words.hours, hours) : "", rest ? plural(words.minutes, rest) : ""]
    .filter(Boolean).join(" ");
}

function locationBeforeConfirmation(location: EventType["location"]): string | null {
  if (location.kind === "none") return null;
  return location.kind === "link" || location.kind === "phone"
    ? words.places[location.kind]
    : location.value;
}
