export type Plural = { one: string; other: string };

/** Fills `{name}` places of a catalogue text; what has no value stays visible as written. */
export function say(text: string, values: Record<string, string | number> = {}): string {
  return text.replace(
    /\{(\w+)\}/g,
    (place, name) => Object.hasOwn(values, name) ? String(values[name]) : place,
  );
}

const plurals = new Map<string, Intl.PluralRules>();

/** Picks the plural form of the language and fills in `{n}`. */
export function count(
  forms: Plural,
  n: number,
  language = "en",
  values: Record<string, string | number> = {},
): string {
  let rules = plurals.get(language);
  if (!rules) plurals.set(language, rules = new Intl.PluralRules(language));
  return say(rules.select(n) === "one" ? forms.one : forms.other, { n, ...values });
}
