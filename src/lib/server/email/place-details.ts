import { placeOf, placeOfRequest, type PlaceReader, wayTo } from "$lib/i18n/place.ts";
import { answersFor } from "$lib/i18n/answer.ts";
import { inLine } from "$lib/i18n/label.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import { type EmailContent, manyLines, oneLine } from "./email-content.ts";
import type { EmailFacts } from "./email.ts";
import type { MessageContent, MessageContext } from "./messages/message.ts";

type Part = Pick<MessageContent, "details" | "buttons">;
type Page = Pick<MessageContext, "words" | "reader">;

/** Where a meeting takes place: a button that leads there, with the address below it, or else a fact. */
export function placePart(
  booking: Pick<Booking, "type" | "guest">,
  reader: PlaceReader,
  { words, reader: { language } }: Page,
): Part {
  const place = placeOf(booking, reader, language);
  if (!place) return { details: [], buttons: [] };
  const way = wayTo(place, language);
  const fact = (text: string) => [{ label: words.labels.where, value: oneLine(text, 500) }];
  if (!way) return { details: fact(place.text), buttons: [] };
  return {
    details: place.join?.feature === "video" ? fact(place.join.label) : [],
    buttons: [{ label: way.label, url: way.href, tone: "main", below: oneLine(way.address, 500) }],
  };
}

/** The place as a fact alone, where it is not time to go there. */
export function placeFact(
  booking: Pick<Booking, "type" | "guest">,
  reader: PlaceReader,
  { words, reader: { language } }: Page,
): EmailContent["details"] {
  const place = placeOf(booking, reader, language);
  if (!place) return [];
  const { text, href } = place;
  return [{ label: words.labels.where, value: oneLine(text, 500), ...(href ? { href } : {}) }];
}

/** Where a request is to take place, before it is confirmed. */
export function requestedPlace(booking: Booking, { words, reader }: Page): EmailContent["details"] {
  const place = placeOfRequest(booking, reader.language);
  return place ? [{ label: words.labels.where, value: oneLine(place.text, 500) }] : [];
}

/** What the guest answered; left out as long as anybody may have entered it with this address. */
export function ownAnswers(
  { guest, mayInvite }: Booking,
  { reader }: Page,
): EmailContent["details"] {
  if (!mayInvite) return [];
  return answersFor(guest.answers, reader.language).map(({ question, answer }) => ({
    label: oneLine(question),
    value: manyLines(answer) || "–",
  }));
}

/** Whom the guest meets. */
export function peopleMet({ hosts }: Pick<EmailFacts, "hosts">, { words, reader }: Page) {
  const value = inLine(hosts.map(({ name }) => oneLine(name)), reader.language);
  return value ? [{ label: words.labels.hosts, value }] : [];
}

/** The way to the meeting first, if there is one, and the page about it. */
export function withWay(
  { buttons }: Part,
  page: { label: string; url: string },
): EmailContent["buttons"] {
  return [...buttons, { ...page, tone: buttons.length > 0 ? "quiet" : "main" }];
}
