import * as v from "valibot";
import { isVisible } from "./visible-text.ts";
import { guestText, webAddress } from "./web-address.ts";

/** Meetings by video whose link the host's calendar makes, with the calendar provider that can. */
export const conferenceProviders = {
  "google-meet": "google",
  "microsoft-teams": "microsoft",
} as const;
export type ConferenceKind = keyof typeof conferenceProviders;
export const conferenceKinds = Object.keys(conferenceProviders) as ConferenceKind[];

/** Kinds with a text of the host's own: a link, a phone number, an address, or anything else. */
export const writtenKinds = ["link", "phone", "address", "custom"] as const;
type WrittenKind = typeof writtenKinds[number];

/** One place to meet. `call-guest` asks for the guest's number; at `phone` the guest calls. */
export type Place =
  | { kind: WrittenKind; value: string }
  | { kind: ConferenceKind }
  | { kind: "call-guest" };

/** Where the meetings of an event type take place; a link may have `{random}` in it. */
export type Location =
  | { kind: "none" }
  | Place
  | { kind: "choice"; options: Place[] }
  | { kind: "later" };

/** A meeting by video at the calendar of one host; `value` is null until its link is made, and `failed` where it will not be. */
export interface Conference {
  kind: ConferenceKind;
  value: string | null;
  hostId: string;
  failed: boolean;
}

/** Where one booking takes place; the guest's number for `call-guest` is in the guest's data. */
export type BookedLocation =
  | { kind: "none" }
  | { kind: WrittenKind; value: string }
  | Conference
  | { kind: "call-guest" }
  | { kind: "later" };

/** Whether nobody knows where to meet until the host says so. */
export function lacksPlace(location: BookedLocation): boolean {
  return location.kind === "later" || ("failed" in location && location.failed);
}

/** Every kind that the location of a booking can have. */
export const bookedKinds = [
  "none",
  ...writtenKinds,
  ...conferenceKinds,
  "call-guest",
  "later",
] as const;

const RANDOM = "{random}";
export const MAX_PLACES = 6;

const visible = (max: number) => v.pipe(guestText(max), v.check(isVisible, "location-empty"));

/** A web link as it is once its random part is filled in. */
function isLink(link: string): boolean {
  return webAddress(withRandomPart(link, "x")) !== null;
}

const Link = v.pipe(
  guestText(500),
  v.check(isLink, "location-link"),
  v.check((link) => !/[{}]/.test(withRandomPart(link, "")), "location-pattern"),
);

const writtenInputs = [
  v.object({ kind: v.literal("link"), value: Link }),
  v.object({ kind: v.literal("phone"), value: visible(60) }),
  v.object({ kind: v.literal("address"), value: visible(300) }),
  v.object({ kind: v.literal("custom"), value: visible(300) }),
] as const;
const madeInputs = [
  v.object({ kind: v.literal("google-meet") }),
  v.object({ kind: v.literal("microsoft-teams") }),
] as const;
const CallGuest = v.object({ kind: v.literal("call-guest") });
const Later = v.object({ kind: v.literal("later") });
const None = v.object({ kind: v.literal("none") });

const PlaceInput = v.variant("kind", [...writtenInputs, ...madeInputs, CallGuest]);

/** The location of an event type, as it arrives from a form or the API. */
export const LocationInput = v.variant("kind", [
  None,
  ...writtenInputs,
  ...madeInputs,
  CallGuest,
  v.object({
    kind: v.literal("choice"),
    options: v.pipe(
      v.array(PlaceInput),
      v.minLength(2, "places-needed"),
      v.maxLength(MAX_PLACES, "too-many-places"),
      v.check((places) => new Set(places.map(placeKey)).size === places.length, "place-twice"),
    ),
  }),
  Later,
], "location-missing");

/** The location of one booking, as its host sets it. */
export const BookingLocationInput = v.variant("kind", [...writtenInputs, ...madeInputs, Later]);
export type BookingLocationInput = v.InferOutput<typeof BookingLocationInput>;

/** The link with its `{random}` replaced. */
export function withRandomPart(link: string, random: string): string {
  return link.replaceAll(RANDOM, random);
}

/** By what a guest names one of several places: its text where it is shown before booking, else its kind. */
export function placeKey(place: Place): string {
  return place.kind === "address" || place.kind === "custom" ? place.value : place.kind;
}

/** The place that a guest chose by its key, or the only one; null where they have still to choose. */
export function chosenPlace(
  location: Location,
  key: string | null,
): Exclude<Location, { kind: "choice" }> | null {
  if (location.kind !== "choice") return location;
  return location.options.find((place) => placeKey(place) === key) ?? null;
}

/** Whether some guest is asked for a number to be called at. */
export function mayCallGuest(location: Location): boolean {
  return location.kind === "call-guest" ||
    location.kind === "choice" && location.options.some(({ kind }) => kind === "call-guest");
}

/** Whether guests of one time would choose different places. */
export function dividesGuests({ seats, location }: { seats: number; location: Location }): boolean {
  return seats > 1 && location.kind === "choice";
}

export function isConference<Some extends { kind: string }>(
  location: Some,
): location is Extract<Some, { kind: ConferenceKind }> {
  return Object.hasOwn(conferenceProviders, location.kind);
}

/** What of a location others are told: its kind, and its text or link once it has one. */
export function publishedLocation(
  location: BookedLocation,
): { kind: BookedLocation["kind"]; value?: string | null } {
  return "value" in location
    ? { kind: location.kind, value: location.value }
    : { kind: location.kind };
}

/** The location in another slot or at another host: a link that a calendar made stays behind with its event. */
export function withoutMadeLink(location: BookedLocation): BookedLocation {
  return isConference(location) ? { ...location, value: null, failed: false } : location;
}
