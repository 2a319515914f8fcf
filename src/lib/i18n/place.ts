import type { BookedLocation, Location, Place } from "../scheduling/location.ts";
import { telLink } from "../scheduling/phone-number.ts";
import { format } from "./format.ts";
import { messages } from "./messages.ts";

/** Where a booking takes place, as one of its people reads it. */
export interface PlaceText {
  text: string;
  /** A web, `tel:` or map link; null without one. */
  href: string | null;
  /** The line for calendars; empty where there is nothing to enter there. */
  line: string;
  /** How it is joined; null where people come. */
  join: { uri: string; feature: "video" | "phone"; label: string } | null;
}

/** What the place of a booking is read from. */
export interface PlacedBooking {
  type: { location: BookedLocation };
  guest: { phone?: string };
}

type Words = ReturnType<typeof messages>["places"];

/** Who reads a place; an extra guest is not told the guest's number. */
export type PlaceReader = "guest" | "extra-guest" | "host";

/** Where a booking takes place, for one of its people; null where nothing is said of it. */
export function placeOf(
  { type: { location }, guest: { phone = "" } }: PlacedBooking,
  reader: PlaceReader,
  language: string,
  app?: { sendMail: unknown },
): PlaceText | null {
  const words = messages(language, app).places;
  const to = reader === "host" ? "host" : "guest";
  switch (location.kind) {
    case "none":
      return null;
    case "link":
      return joinable(location.value, words.kinds.link);
    case "address":
      return plain(location.value, mapLink(location.value));
    case "custom":
      return plain(location.value);
    case "phone": {
      const text = format(words[to].phone, { number: location.value });
      return to === "guest" ? callable(text, location.value, words.kinds.phone) : plain(text);
    }
    case "call-guest": {
      if (reader === "extra-guest") return plain(words.kinds.phone);
      const text = phone
        ? format(words[to].callGuest, { number: phone })
        : words[to].callGuestWithout;
      return to === "host" && phone ? callable(text, phone, words.kinds.phone) : plain(text);
    }
    case "later":
      return { ...plain(words[to].later), line: "" };
    case "google-meet":
    case "microsoft-teams": {
      const name = words.kinds[location.kind];
      if (location.value !== null) return joinable(location.value, name);
      return { ...plain(format(awaited(location.failed, to, words), { name })), line: name };
    }
  }
}

/**
 * Where a request is to take place, for its guest: what only a confirmed booking shows, such as a link, is left out. Null
 * where nothing is said of it.
 */
export function placeOfRequest(
  booking: PlacedBooking,
  language: string,
): Pick<PlaceText, "text" | "href"> | null {
  const { location } = booking.type;
  if (["address", "call-guest"].includes(location.kind)) return placeOf(booking, "guest", language);
  const text = placeBeforeBooking(location, language);
  return text === null ? null : { text, href: null };
}

/** How a guest gets to a meeting: by its link, by a call or by a map; `address` is what that leads to. */
export interface WayThere {
  label: string;
  href: string;
  address: string;
}

/** The way to a place; null where nothing can be opened. */
export function wayTo({ text, href, join }: PlaceText, language: string): WayThere | null {
  if (href === null) return null;
  const words = messages(language).places.join;
  if (!join) return { label: words.map, href, address: text };
  return { label: join.feature === "phone" ? words.call : words.meeting, href, address: text };
}

function awaited(failed: boolean, to: "guest" | "host", { guest, host }: Words): string {
  if (to === "guest") return guest.awaited;
  return failed ? host.failed : host.awaited;
}

function plain(text: string, href: string | null = null): PlaceText {
  return { text, href, line: text, join: null };
}

/** A web link; one that is not (of an earlier time) is text. */
function joinable(link: string, label: string): PlaceText {
  if (!/^https?:\/\//i.test(link)) return plain(link);
  return { ...plain(link, link), join: { uri: link, feature: "video", label } };
}

function callable(text: string, number: string, label: string): PlaceText {
  const uri = telLink(number);
  return { ...plain(text, uri), join: { uri, feature: "phone", label } };
}

/** A link to a map with this address; nothing is loaded from there. */
function mapLink(address: string): string {
  return `https://www.openstreetmap.org/search?query=${encodeURIComponent(address)}`;
}

/** Who books: guests for themselves, or a host for a guest. */
export type Booker = "guest" | "host";

/** Where the meetings of an event type take place, before one is booked; null where nothing is said of it. */
export function placeBeforeBooking(
  location: Location,
  language: string,
  booker: Booker = "guest",
): string | null {
  const { before, forGuest } = messages(language).places;
  switch (location.kind) {
    case "none":
      return null;
    case "address":
    case "custom":
      return location.value;
    default:
      return { ...before, ...(booker === "host" ? forGuest : {}) }[location.kind];
  }
}

/** One of the places to choose from when booking. */
export function choiceLabel(place: Place, language: string, booker: Booker = "guest"): string {
  if (place.kind === "address" || place.kind === "custom") return place.value;
  const { choices, forGuest } = messages(language).places;
  return { ...choices, ...(booker === "host" ? forGuest : {}) }[place.kind];
}
