import type { PickerView } from "$lib/components/picker-view.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { wordsFor } from "$lib/words/index.ts";
import type { Confirmation } from "../confirmation.ts";
import { count, say } from "$lib/words/say.ts";

const words = wordsFor("en").booking.picker;

/** What a guest reads about an event type; where a link or number is the place, it is told only with the confirmation. */
export function typeView(
  type: EventType,
  host: Host,
  minutes: number,
  confirmation: Confirmation,
): PickerView["type"] {
  return {
    title: type.title,
    description: type.description,
    colour: type.colour,
    length: lengthInWords(minutes),
    place: placeBefore(type.location),
    group: type.seats > 1 ? say(words.group, { n: type.seats }) : null,
    instant: confirmation === "instant",
    decision: say(words.confirmation[confirmation], { name: host.name }),
  };
}

/** "3 places left"; null where a guest has the time alone. */
export function placesLeft(left: number | undefined): string | null {
  return left === undefined ? null : count(words.placesLeft, left);
}

/** "30 minutes", "1 hour", "1 hour 30 minutes". */
export function lengthInWords(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours ? count(words.hours, hours) : "", rest ? count(words.minutes, rest) : ""]
    .filter(Boolean).join(" ");
}

function placeBefore(location: EventType["location"]): string | null {
  if (location.kind === "none") return null;
  return location.kind === "link" || location.kind === "phone"
    ? words.places[location.kind]
    : location.value;
}
