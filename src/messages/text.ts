declare const places: unique symbol;

/** A text with the `{places}` that its type names. */
export type Text<Place extends string = never> = string & { readonly [places]?: Place };

/** A text for each plural category of a language (CLDR); "other" stands for those it does not have. */
export type PluralForms<Place extends string = never> =
  & { other: Text<Place> }
  & Partial<Record<Intl.LDMLPluralRule, Text<Place>>>;

/** The texts of a language by their keys, flat, as translators edit them. */
export type FlatTexts = Readonly<Record<string, string>>;
