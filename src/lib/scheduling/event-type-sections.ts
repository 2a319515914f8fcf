import { type EventType, typeSettings } from "./event-type.ts";

/** A section of the editor of an event type. */
export type TypeSection = keyof typeof typeSettings;

/** What a section alone changes beside its settings. */
const beside: Partial<Record<TypeSection, readonly (keyof EventType)[]>> = {
  people: ["team"],
  emails: ["reminders", "alarm"],
};

/** Whether a word of an address names a section. */
export function isTypeSection(word: string): word is TypeSection {
  return Object.hasOwn(typeSettings, word);
}

/** The sections of an event type, in the order of the index; who takes its bookings is asked of a team's alone. */
export function sectionsOf({ team }: Pick<EventType, "team">): TypeSection[] {
  return Object.keys(typeSettings).filter(isTypeSection).filter((name) =>
    name !== "people" || team !== null
  );
}

/** The fields of a section as one text, equal while none of them changed. A member's own schedule is no part of it. */
export function sectionState(type: EventType, section: TypeSection): string {
  const fields = [...Object.keys(typeSettings[section]), ...beside[section] ?? []];
  return JSON.stringify((fields as (keyof EventType)[]).map((field) => {
    if (field !== "team" || !type.team) return type[field];
    return {
      ...type.team,
      members: type.team.members.map((each) => ({ ...each, scheduleId: "" })),
    };
  }));
}
