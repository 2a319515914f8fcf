import { type EventTypeInput, parseEventTypeInput } from "$lib/scheduling/event-type.ts";
import { slugOf } from "$lib/scheduling/slug.ts";
import { numbersFrom, textIn } from "./form-text.ts";

/** The section "Basics" as it is entered. */
export interface BasicsValues {
  title: string;
  slug: string;
  description: string;
  durations: string;
  colour: string;
  active: boolean;
}

/** What a new event type starts with; title and slug are still to be entered. */
export const newType: EventTypeInput = {
  ...parseEventTypeInput({ title: "-", slug: "new", durations: [30], colour: "green" }),
  title: "",
  slug: "",
};

/** What the section shows of a type. */
export function basicsValues(type: Omit<EventTypeInput, "scheduleId">): BasicsValues {
  const { title, slug, description, durations, colour, active } = type;
  return { title, slug, description, durations: durations.join(", "), colour, active };
}

/** What its form sent. */
export function readBasics(form: FormData): BasicsValues {
  return {
    title: textIn(form, "title"),
    slug: textIn(form, "slug"),
    description: textIn(form, "description"),
    durations: textIn(form, "durations"),
    colour: textIn(form, "colour"),
    active: form.has("active"),
  };
}

/** The fields, to be parsed; an empty slug is made from the title. */
export function basicsFields({ slug, durations, ...values }: BasicsValues) {
  return {
    ...values,
    slug: slug.trim() || slugOf(values.title),
    durations: numbersFrom(durations),
  };
}
