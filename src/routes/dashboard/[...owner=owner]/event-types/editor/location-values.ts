import type { EventTypeInput } from "$lib/scheduling/event-type.ts";
import type { Place } from "$lib/scheduling/location.ts";
import { textIn } from "$lib/scheduling/typed-text.ts";

/** Kinds of the form that have a text of their own. */
const written = ["link", "phone", "address", "custom"] as const;
/** Kinds of a choice that are offered or not. */
const offered = ["google-meet", "microsoft-teams", "call-guest"] as const;

/** The section "Location" as it is entered. */
export interface LocationValues {
  locationKind: string;
  locationValue: string;
  /** What a guest may choose from: links and numbers one each, addresses and others one per line. */
  places: Record<typeof written[number], string> & Record<typeof offered[number], boolean>;
}

const noPlaces: LocationValues["places"] = {
  link: "",
  phone: "",
  address: "",
  custom: "",
  "google-meet": false,
  "microsoft-teams": false,
  "call-guest": false,
};

/** What the section shows of a type. */
export function locationValues({ location }: Pick<EventTypeInput, "location">): LocationValues {
  return {
    locationKind: location.kind,
    locationValue: "value" in location ? location.value : "",
    places: location.kind === "choice" ? placesShown(location.options) : noPlaces,
  };
}

function placesShown(options: readonly Place[]): LocationValues["places"] {
  const values = { ...noPlaces };
  for (const place of options) {
    if ("value" in place) {
      values[place.kind] = [values[place.kind], place.value].filter(Boolean).join("\n");
    } else values[place.kind] = true;
  }
  return values;
}

/** What a new type shows: nothing is chosen yet. */
export const unchosenLocation: LocationValues = {
  locationKind: "",
  locationValue: "",
  places: noPlaces,
};

/** What its form sent. */
export function readLocation(form: FormData): LocationValues {
  const places = { ...noPlaces };
  for (const kind of written) places[kind] = textIn(form, `places.${kind}`);
  for (const kind of offered) places[kind] = form.has(`places.${kind}`);
  return {
    locationKind: textIn(form, "locationKind"),
    locationValue: textIn(form, "locationValue"),
    places,
  };
}

/** The field, to be parsed. */
export function locationFields({ locationKind: kind, locationValue, places }: LocationValues) {
  if (kind === "choice") return { location: { kind, options: placesEntered(places) } };
  const hasValue = (written as readonly string[]).includes(kind);
  return { location: hasValue ? { kind, value: locationValue } : { kind } };
}

function placesEntered(places: LocationValues["places"]) {
  const texts = written.flatMap((kind) =>
    places[kind].split("\n").map((line) => line.trim()).filter(Boolean)
      .map((value) => ({ kind, value }))
  );
  return [...texts, ...offered.filter((kind) => places[kind]).map((kind) => ({ kind }))];
}
