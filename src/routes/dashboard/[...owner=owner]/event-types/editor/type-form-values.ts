import * as v from "valibot";
import { type EventType, type EventTypeInput, typeSettings } from "$lib/scheduling/event-type.ts";
import type { TypeSection } from "$lib/scheduling/event-type-sections.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import {
  type EnteredAs,
  enteredFields,
  inputOf,
  type Shown,
  shownFields,
} from "$lib/server/http/form-codec.ts";
import { slugOf } from "$lib/scheduling/slug.ts";
import { textIn } from "$lib/scheduling/typed-text.ts";
import type { ClockReader } from "$lib/i18n/date-time.ts";
import { enteredDate } from "$lib/i18n/entered-date.ts";
import type { SectionChanges } from "$lib/server/event-types/edit-section.ts";
import {
  locationFields,
  type LocationValues,
  locationValues,
  readLocation,
} from "./location-values.ts";
import { parsePeople, type PeopleValues, peopleValues, readPeople } from "./people-values.ts";
import {
  questionInputs,
  questionRows,
  type QuestionRowValues,
  readQuestionRows,
} from "./question-values.ts";
import {
  parseReminders,
  readReminderRows,
  reminderRows,
  type ReminderRowValues,
} from "./reminder-values.ts";

const { basics, availability, emails, sharing } = typeSettings;

/** Settings that are not entered as their values are. */
const enteredAs: EnteredAs = {
  durations: "list",
  frameAncestors: "list",
  minimumNotice: "duration",
  cancellationNotice: "hours",
  rescheduleNotice: "hours",
};

export type BasicsValues = Shown<typeof basics>;
export type AvailabilityValues = Shown<typeof availability> & { minimumNoticeUnit: string };
export type SharingValues = Shown<typeof sharing>;
export interface EmailsValues extends Shown<typeof emails> {
  alarm: string;
  reminders: ReminderRowValues[];
}

/** The editor's fields as they were entered, by section, so that a refusal can show them again. */
export interface TypeFormValues {
  basics: BasicsValues;
  /** Null for a host's own type. */
  people: PeopleValues | null;
  location: LocationValues;
  availability: AvailabilityValues;
  questions: QuestionRowValues[];
  emails: EmailsValues;
  sharing: SharingValues;
}

/** What the editor shows of a stored type. */
export function typeFormValues(type: EventType): TypeFormValues {
  return {
    basics: basicsValues(type),
    people: type.team && peopleValues(type.team),
    location: locationValues(type),
    availability: shown(availability, type) as AvailabilityValues,
    questions: questionRows(type.questions),
    emails: {
      ...shown(emails, type),
      alarm: String(type.alarm ?? ""),
      reminders: reminderRows(type.reminders),
    },
    sharing: shown(sharing, type),
  };
}

/** What the first section shows of a type, or of a new one. */
export function basicsValues(type: Omit<EventTypeInput, "scheduleId">): BasicsValues {
  return shown(basics, type);
}

function shown<E extends v.ObjectEntries>(entries: E, type: object): Shown<E> {
  return shownFields(entries, type, enteredAs);
}

/** Reads the form of some sections; a field that did not come is empty. */
export function readSections(
  sections: readonly TypeSection[],
  form: FormData,
): Partial<TypeFormValues> {
  return Object.fromEntries(sections.map((section) => [section, readers[section](form)]));
}

const readers: { [Section in TypeSection]: (form: FormData) => TypeFormValues[Section] } = {
  basics: (form) => enteredFields(basics, form, enteredAs),
  people: readPeople,
  location: readLocation,
  availability: (form) => enteredFields(availability, form, enteredAs) as AvailabilityValues,
  questions: readQuestionRows,
  emails: (form) => ({
    ...enteredFields(emails, form),
    alarm: textIn(form, "alarm"),
    reminders: readReminderRows(form),
  }),
  sharing: (form) => enteredFields(sharing, form),
};

/** The changes of a section parsed from its form, or an error for each control that has one. */
export function parseSection(
  section: TypeSection,
  form: FormData,
  reader: ClockReader,
): Outcome<SectionChanges> {
  if (section === "people") {
    const terms = parsePeople(readPeople(form));
    return terms.ok ? accepted({ terms: terms.value }) : terms;
  }
  const fields = parseFields(section, form, reader);
  if (section !== "emails") return fields.ok ? accepted({ fields: fields.value }) : fields;
  const reminders = parseReminders(readers.emails(form));
  if (fields.ok && reminders.ok) {
    return accepted({ fields: fields.value, reminders: reminders.value });
  }
  return refused("invalid", {
    fields: {
      ...(fields.ok ? {} : fields.refusal.fields),
      ...(reminders.ok ? {} : reminders.refusal.fields),
    },
  });
}

/** The same for a form of several sections; all of their errors together. */
export function parseSections(
  sections: readonly TypeSection[],
  form: FormData,
  reader: ClockReader,
): Outcome<SectionChanges> {
  const parsed = sections.map((section) => parseSection(section, form, reader));
  const errors = parsed.flatMap((each) => each.ok ? [] : [each.refusal.fields ?? {}]);
  if (errors.length) return refused("invalid", { fields: Object.assign({}, ...errors) });
  const all = parsed.flatMap((each) => each.ok ? [each.value] : []);
  const fields = Object.assign({}, ...all.map((each) => each.fields));
  return accepted(Object.assign({}, ...all, { fields }));
}

function inputIn(
  section: Exclude<TypeSection, "people">,
  form: FormData,
  reader: ClockReader,
): object {
  if (section === "location") return locationFields(readLocation(form));
  if (section === "questions") return { questions: questionInputs(readQuestionRows(form)) };
  const { scheduleId, ...input } = inputOf(typeSettings[section], form, enteredAs);
  // An empty slug is made from the title, and an empty schedule leaves it as it is.
  if (section === "basics") {
    input["slug"] = textIn(form, "slug").trim() || slugOf(textIn(form, "title"));
  }
  const until = input["bookingWindowUntil"];
  if (typeof until === "string") input["bookingWindowUntil"] = enteredDate(until, reader);
  return scheduleId ? { ...input, scheduleId } : input;
}

function parseFields(
  section: Exclude<TypeSection, "people">,
  form: FormData,
  reader: ClockReader,
): Outcome<Partial<EventTypeInput>> {
  const input = parse(
    v.object(typeSettings[section] as typeof EventTypeInput.entries),
    inputIn(section, form, reader),
  );
  return input.ok
    ? accepted(input.value)
    : refused("invalid", { fields: errorsByControl(input.refusal.fields ?? {}) });
}

/** Errors by the control that shows them: `durations.1` belongs to `durations`, `questions.0.options.2` to `questions.0.options`. */
function errorsByControl(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).reverse().map((
      [path, error],
    ) => [controlOf(path), error]),
  );
}

function controlOf(path: string): string {
  const [control = path, , field = ""] = path.split(".");
  const hasOwnControl = control === "bookingLimits" || control === "redirect" ||
    (control === "questions" && field);
  return hasOwnControl ? path.split(".").slice(0, 3).join(".") : control;
}
