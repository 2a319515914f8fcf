import { isConfirmed, isUndecided } from "$lib/scheduling/booking-state.ts";
import { format } from "$lib/i18n/format.ts";
import { calendarLinks, changeLinks, greeting, messageDetails, timeChange } from "../details.ts";
import { ownAnswers, placePart, requestedPlace, withWay } from "../place-details.ts";
import type { EmailMessage } from "./message.ts";
import { isRequested } from "./still-holds.ts";

/** Tells the guest that the booking is confirmed, with the invitation. */
export const guestConfirmed: EmailMessage = {
  to: "guest",
  label: (words) => words.guestConfirmed.label,
  stillHolds: isConfirmed,
  itipMethod: "REQUEST",
  template: { per: "event-type", placeholders: ["location"], required: [] },
  content: (context, page) => {
    const { booking, links } = context;
    const { words, placeholders, ofHosts } = page;
    const copy = words.guestConfirmed;
    const place = placePart(booking, "guest", page);
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [greeting(words, booking.guest.name), ofHosts(copy.body)],
      details: [
        ...place.details,
        ...ownAnswers(booking, page),
        ...messageDetails(
          [booking.message, booking.type.confirmedMessage],
          words,
          placeholders.host,
        ),
      ],
      buttons: withWay(place, { label: copy.button, url: links.guest }),
      links: [
        changeLinks(context, words),
        // These add one meeting; the attached file has all dates of a series.
        ...(context.dates
          ? []
          : [calendarLinks(context, words, `${placeholders.title} – ${placeholders.host}`)]),
      ],
      after: [copy.calendar],
    };
  },
};

/** Tells the guest the old time and the new one, with the updated invitation. */
export const guestRescheduled: EmailMessage = {
  to: "guest",
  label: (words) => words.guestRescheduled.label,
  stillHolds: isConfirmed,
  itipMethod: "REQUEST",
  template: { per: "event-type", placeholders: ["previous", "location"], required: ["previous"] },
  content: (context, page) => {
    const { words, placeholders } = page;
    const { booking, links } = context;
    const copy = words.guestRescheduled;
    const place = placePart(booking, "guest", page);
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [
        greeting(words, booking.guest.name),
        timeChange(copy, context, placeholders),
      ],
      details: [...place.details, ...ownAnswers(booking, page)],
      buttons: withWay(place, { label: copy.button, url: links.guest }),
      links: [
        changeLinks(context, words),
        calendarLinks(context, words, `${placeholders.title} – ${placeholders.host}`),
      ],
      after: [copy.calendar],
    };
  },
};

/** Tells the guest where the meeting takes place now, with the updated invitation. */
export const guestLocationChanged: EmailMessage = {
  to: "guest",
  label: (words) => words.guestLocationChanged.label,
  stillHolds: isConfirmed,
  itipMethod: "REQUEST",
  repeatsWithinSequence: true,
  content: ({ booking, links }, page) => {
    const { words, placeholders } = page;
    const copy = words.guestLocationChanged;
    const place = placePart(booking, "guest", page);
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [greeting(words, booking.guest.name), copy.body],
      details: place.details,
      buttons: withWay(place, { label: copy.button, url: links.guest }),
      after: [copy.calendar],
    };
  },
};

/** Tells the guest whom they will meet now, or who answers their request. */
export const guestReassigned: EmailMessage = {
  to: "guest",
  label: (words) => words.guestReassigned.label,
  stillHolds: (booking, moment) => isConfirmed(booking) || isRequested(booking, moment),
  itipMethod: "REQUEST",
  repeatsWithinSequence: true,
  content: ({ booking, links }, page) => {
    const { words, placeholders, ofHosts } = page;
    const copy = words.guestReassigned;
    const isPending = isUndecided(booking);
    const place = isPending
      ? { details: requestedPlace(booking, page), buttons: [] }
      : placePart(booking, "guest", page);
    return {
      subject: format(isPending ? copy.subjectPending : copy.subject, placeholders),
      heading: format(isPending ? copy.headingPending : copy.heading, placeholders),
      paragraphs: [
        greeting(words, booking.guest.name),
        isPending ? ofHosts(words.requestReceived.body) : copy.body,
      ],
      details: place.details,
      buttons: withWay(place, { label: copy.button, url: links.guest }),
      after: isPending ? [] : [copy.calendar],
    };
  },
};
