import type { PluralForms } from "../format.ts";

/** One text for every plural form, where the number changes nothing in Arabic. */
export function everyForm(text: string): Required<PluralForms> {
  return { zero: text, one: text, two: text, few: text, many: text, other: text };
}
