import { isolate } from "./isolate.ts";

/** A text for each plural category of a language (CLDR); "other" stands for those it does not have. */
export type PluralForms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

/** Fills `{name}` places of a catalogue text, each apart in its direction; what has no value stays visible as written. */
export function format(text: string, values: Record<string, string | number> = {}): string {
  return text.replace(
    /\{(\w+)\}/g,
    (place, name) => Object.hasOwn(values, name) ? isolate(String(values[name]), text) : place,
  );
}

const pluralRules = new Map<string, Intl.PluralRules>();

/** Picks the plural form of the language and fills in `{n}`. */
export function plural(
  forms: PluralForms,
  n: number,
  language: string,
  values: Record<string, string | number> = {},
): string {
  let rules = pluralRules.get(language);
  if (!rules) pluralRules.set(language, rules = new Intl.PluralRules(language));
  return format(forms[rules.select(n)] ?? forms.other, { n, ...values });
}
