const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** A number, a web address or an email address, which other text must not be put around. */
const plain = /^[\d\s.,:]*$|:\/\/|^\S+@\S+$/;

/**
 * A value for a text, between marks that keep its direction from mixing with the text's (Unicode UAX #9, FSI and PDI),
 * where the two may differ.
 */
export function isolate(value: string, text: string): string {
  const mayDiffer = rightToLeft.test(text) ? !plain.test(value) : rightToLeft.test(value);
  return mayDiffer ? `\u2068${value}\u2069` : value;
}

/** A text without such marks, for what is stored. */
export function withoutIsolates(text: string): string {
  return text.replace(/[\u2068\u2069]/g, "");
}

/** Which way a text is read by its first sign of a script, names that stand apart in it aside; null without one. */
export function textDirection(text: string): "ltr" | "rtl" | null {
  const first = /\p{L}/u.exec(text.replace(/\u2068[^\u2069]*\u2069/g, ""))?.[0];
  return first === undefined ? null : rightToLeft.test(first) ? "rtl" : "ltr";
}
