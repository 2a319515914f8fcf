import type { PluralForms, Text } from "../../messages/text.ts";
import { isolate } from "./isolate.ts";

export type { PluralForms, Text };

type Value = string | number;
type Values = Record<string, Value>;

/** A value for each place that a text is known to have; any for a text whose places are not known. */
type ValuesOf<Place extends string> = string extends Place ? [Values?]
  : [Place] extends [never] ? [Values?]
  : [Record<Place, Value>];

/** Fills `{name}` places of a catalogue text, each apart in its direction; what has no value stays visible as written. */
export function format<Place extends string = string>(
  text: Text<Place>,
  ...[values]: ValuesOf<NoInfer<Place>>
): string {
  return filled(text, values ?? {});
}

function filled(text: string, values: Values): string {
  return text.replace(
    /\{(\w+)\}/g,
    (place, name) => Object.hasOwn(values, name) ? isolate(String(values[name]), text) : place,
  );
}

const pluralRules = new Map<string, Intl.PluralRules>();

/** Picks the plural form of the language and fills in `{n}`. */
export function plural<Place extends string = string>(
  forms: PluralForms<Place>,
  n: number,
  language: string,
  ...[values]: ValuesOf<NoInfer<Place>>
): string {
  let rules = pluralRules.get(language);
  if (!rules) pluralRules.set(language, rules = new Intl.PluralRules(language));
  return filled(forms[rules.select(n)] ?? forms.other, { n, ...values });
}
