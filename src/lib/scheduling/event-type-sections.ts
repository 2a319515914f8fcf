import type { EventType } from "./event-type.ts";

/** The sections of the editor of an event type, each with the fields that it alone changes. */
export const sectionFields = {
  basics: ["title", "slug", "description", "durations", "colour", "active"],
  people: ["team"],
  location: ["location"],
  availability: [
    "scheduleId",
    "seats",
    "allowExtraGuests",
    "seriesDates",
    "bufferBefore",
    "bufferAfter",
    "minimumNotice",
    "bookingWindowDays",
    "bookingWindowUntil",
    "slotInterval",
    "bookingLimits",
    "cancellationNotice",
    "rescheduleNotice",
    "whenCalendarStale",
  ],
  questions: ["questions"],
  emails: [
    "decision",
    "requireVerifiedEmail",
    "confirmedMessage",
    "rejectedMessage",
    "redirect",
    "reminders",
    "alarm",
  ],
  sharing: ["hidden", "privateLinkOnly", "onlyForTeams", "frameAncestors"],
} as const satisfies Record<string, readonly (keyof EventType)[]>;

export type TypeSection = keyof typeof sectionFields;

/** Whether a word of an address names a section. */
export function isTypeSection(word: string): word is TypeSection {
  return Object.hasOwn(sectionFields, word);
}

/** The sections of an event type, in the order of the index; who takes its bookings is asked of a team's alone. */
export function sectionsOf({ team }: Pick<EventType, "team">): TypeSection[] {
  return Object.keys(sectionFields).filter(isTypeSection).filter((name) =>
    name !== "people" || team !== null
  );
}

/** The fields of a section as one text, equal while none of them changed. A member's own schedule is no part of it. */
export function sectionState(type: EventType, section: TypeSection): string {
  return JSON.stringify(sectionFields[section].map((field) => {
    if (field !== "team" || !type.team) return type[field];
    return {
      ...type.team,
      members: type.team.members.map((each) => ({ ...each, scheduleId: "" })),
    };
  }));
}
