import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { format } from "$lib/i18n/format.ts";
import { removalNote, timeChange } from "../details.ts";
import { placePart } from "../place-details.ts";
import type { EmailMessage } from "./message.ts";
import { isCancelled } from "./still-holds.ts";

/** Invites somebody whom the guest brings along. */
export const extraGuestInvited: EmailMessage = {
  to: "added-guests",
  label: (words) => words.extraGuestInvited.label,
  stillHolds: isConfirmed,
  itipMethod: "REQUEST",
  repeatsWithinSequence: true,
  content: ({ booking }, page) => {
    const { words, placeholders, ofHosts } = page;
    const copy = words.extraGuestInvited;
    return {
      subject: format(copy.subject, placeholders),
      heading: format(copy.heading, placeholders),
      paragraphs: [words.greetingNobody, ofHosts(copy.body)],
      ...placePart(booking, "extra-guest", page),
      after: [copy.calendar, format(copy.changes, placeholders)],
    };
  },
};

/** Tells an extra guest of another time, or of other hosts, with the updated invitation. */
export const extraGuestUpdated: EmailMessage = {
  to: "extra-guests",
  label: (words) => words.extraGuestUpdated.label,
  stillHolds: isConfirmed,
  itipMethod: "REQUEST",
  repeatsWithinSequence: true,
  content: (context, page) => {
    const { words, placeholders, ofHosts } = page;
    const copy = words.extraGuestUpdated;
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [
        words.greetingNobody,
        context.previousTime
          ? timeChange(words.guestRescheduled, context, placeholders)
          : ofHosts(copy.body),
      ],
      ...placePart(context.booking, "extra-guest", page),
      after: [copy.calendar],
    };
  },
};

/** Tells an extra guest that the meeting was cancelled. */
export const extraGuestCancelled: EmailMessage = {
  to: "extra-guests",
  label: (words) => words.extraGuestCancelled.label,
  stillHolds: isCancelled,
  itipMethod: "CANCEL",
  content: (context, { words, placeholders, ofHosts }) => {
    const copy = words.extraGuestCancelled;
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [words.greetingNobody, ofHosts(copy.body)],
      details: [],
      buttons: [],
      after: removalNote(context, words, [copy.calendar]),
    };
  },
};

/** Tells an extra guest that they were removed; the meeting stands, and later changes of it do not reach them. */
export const extraGuestRemoved: EmailMessage = {
  to: "removed-guests",
  label: (words) => words.extraGuestRemoved.label,
  stillHolds: () => true,
  itipMethod: "CANCEL",
  repeatsWithinSequence: true,
  content: (context, { words, placeholders }) => {
    const copy = words.extraGuestRemoved;
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [words.greetingNobody, format(copy.body, placeholders)],
      details: [],
      buttons: [],
      after: removalNote(context, words, [copy.calendar]),
    };
  },
};
