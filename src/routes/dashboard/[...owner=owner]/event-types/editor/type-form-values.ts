import * as v from "valibot";
import { type EventType, type EventTypeInput, typeSettings } from "$lib/scheduling/event-type.ts";
import type { TypeSection } from "$lib/scheduling/event-type-sections.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import type { SectionChanges } from "$lib/server/event-types/edit-section.ts";
import {
  availabilityFields,
  type AvailabilityValues,
  availabilityValues,
  readAvailability,
} from "./availability-values.ts";
import { basicsFields, type BasicsValues, basicsValues, readBasics } from "./basics-values.ts";
import { emailsFields, type EmailsValues, emailsValues, readEmails } from "./emails-values.ts";
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
import { parseReminders } from "./reminder-values.ts";
import { readSharing, sharingFields, type SharingValues, sharingValues } from "./sharing-values.ts";

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
    availability: availabilityValues(type),
    questions: questionRows(type.questions),
    emails: emailsValues(type),
    sharing: sharingValues(type),
  };
}

/** Reads the form of some sections; a field that did not come is empty. */
export function readSections(
  sections: readonly TypeSection[],
  form: FormData,
): Partial<TypeFormValues> {
  return Object.fromEntries(sections.map((section) => [section, readers[section](form)]));
}

const readers: { [Section in TypeSection]: (form: FormData) => TypeFormValues[Section] } = {
  basics: readBasics,
  people: readPeople,
  location: readLocation,
  availability: readAvailability,
  questions: readQuestionRows,
  emails: readEmails,
  sharing: readSharing,
};

/** The changes of a section parsed from its form, or an error for each control that has one. */
export function parseSection(section: TypeSection, form: FormData): Outcome<SectionChanges> {
  if (section === "people") {
    const terms = parsePeople(readPeople(form));
    return terms.ok ? accepted({ terms: terms.value }) : terms;
  }
  const fields = parseFields(section, form);
  if (section !== "emails") return fields.ok ? accepted({ fields: fields.value }) : fields;
  const reminders = parseReminders(readEmails(form));
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
): Outcome<SectionChanges> {
  const parsed = sections.map((section) => parseSection(section, form));
  const errors = parsed.flatMap((each) => each.ok ? [] : [each.refusal.fields ?? {}]);
  if (errors.length) return refused("invalid", { fields: Object.assign({}, ...errors) });
  const all = parsed.flatMap((each) => each.ok ? [each.value] : []);
  const fields = Object.assign({}, ...all.map((each) => each.fields));
  return accepted(Object.assign({}, ...all, { fields }));
}

const inputs: Record<Exclude<TypeSection, "people">, (form: FormData) => Record<string, unknown>> =
  {
    basics: (form) => basicsFields(readBasics(form)),
    location: (form) => locationFields(readLocation(form)),
    availability: (form) => availabilityFields(readAvailability(form)),
    questions: (form) => ({ questions: questionInputs(readQuestionRows(form)) }),
    emails: (form) => emailsFields(readEmails(form)),
    sharing: (form) => sharingFields(readSharing(form)),
  };

function parseFields(
  section: Exclude<TypeSection, "people">,
  form: FormData,
): Outcome<Partial<EventTypeInput>> {
  const input = parse(
    v.object(typeSettings[section] as typeof EventTypeInput.entries),
    inputs[section](form),
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
  if (control === "redirect") return "redirectUrl";
  const hasOwnControl = control === "bookingLimits" || (control === "questions" && field);
  return hasOwnControl ? path.split(".").slice(0, 3).join(".") : control;
}
