import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { format } from "$lib/i18n/format.ts";
import { isStillRelevant } from "$lib/scheduling/reminder.ts";
import { changeLinks, greeting, guestDetails } from "../details.ts";
import { ownAnswers, placePart, withWay } from "../place-details.ts";
import type { EmailMessage } from "./message.ts";

/** Reminds guest or host of a meeting that is coming up. */
export const reminder: EmailMessage = {
  to: "either",
  label: (words) => words.reminder.label,
  stillHolds: (booking, moment) =>
    isConfirmed(booking) &&
    isStillRelevant({ side: "before" }, booking, moment.to, moment.now),
  template: { per: "reminder", placeholders: ["location"], required: [] },
  isTimeSensitive: true,
  content: (context, page) => {
    const { booking, links, to } = context;
    const { words, placeholders, ofHosts } = page;
    const copy = words.reminder;
    const place = placePart(booking, to, page);
    if (to === "host") {
      return {
        subject: format(copy.subjectHost, placeholders),
        heading: format(copy.headingHost, placeholders),
        paragraphs: [format(copy.bodyHost, placeholders)],
        details: [...guestDetails(booking, page), ...place.details],
        buttons: withWay(place, { label: copy.buttonHost, url: links.inbox }),
        after: [],
      };
    }
    return {
      subject: format(copy.subject, placeholders),
      heading: format(copy.heading, placeholders),
      paragraphs: [greeting(words, booking.guest.name), ofHosts(copy.body)],
      details: [...place.details, ...ownAnswers(booking, page)],
      buttons: withWay(place, { label: copy.button, url: links.guest }),
      links: [changeLinks(context, words)],
      after: [copy.cannot],
    };
  },
};

/** Follows up on a meeting that is over. */
export const followUp: EmailMessage = {
  to: "either",
  label: (words) => words.followUp.label,
  stillHolds: (booking, moment) =>
    isConfirmed(booking) &&
    isStillRelevant({ side: "after" }, booking, moment.to, moment.now),
  template: { per: "reminder", placeholders: [], required: [] },
  isTimeSensitive: true,
  content: ({ booking, links, to }, page) => {
    const { words, placeholders, ofHosts } = page;
    const copy = words.followUp;
    if (to === "host") {
      return {
        subject: format(copy.subjectHost, placeholders),
        heading: format(copy.headingHost, placeholders),
        paragraphs: [format(copy.bodyHost, placeholders)],
        details: guestDetails(booking, page),
        buttons: [{ label: copy.buttonHost, url: links.inbox, tone: "main" }],
        after: [],
      };
    }
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [greeting(words, booking.guest.name), ofHosts(copy.body)],
      details: [],
      buttons: [{ label: copy.button, url: links.page, tone: "main" }],
      after: [],
    };
  },
};
