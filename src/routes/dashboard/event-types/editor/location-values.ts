import type { EventTypeInput } from "$lib/scheduling/event-type.ts";
import { textIn } from "./form-text.ts";

/** The section "Location" as it is entered. */
export interface LocationValues {
  locationKind: string;
  locationValue: string;
}

/** What the section shows of a type. */
export function locationValues({ location }: Pick<EventTypeInput, "location">): LocationValues {
  return {
    locationKind: location.kind,
    locationValue: location.kind === "none" ? "" : location.value,
  };
}

/** What its form sent. */
export function readLocation(form: FormData): LocationValues {
  return {
    locationKind: textIn(form, "locationKind"),
    locationValue: textIn(form, "locationValue"),
  };
}

/** The field, to be parsed. */
export function locationFields({ locationKind: kind, locationValue: value }: LocationValues) {
  return { location: kind === "none" ? { kind } : { kind, value } };
}
