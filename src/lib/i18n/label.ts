import { comma } from "./date-time.ts";

/** A label before its value: "Guest:", in French with a space, "Invité :". */
export function withColon(label: string, language: string): string {
  return language === "fr" ? `${label}\u00a0:` : `${label}:`;
}

/** Names or other short texts in a line, with the comma of the language: "Ada, Ben". */
export function inLine(texts: readonly string[], language: string): string {
  return texts.join(comma({ language }));
}

/** A label with its value: "Try again: Email to guest". */
export function labelled(label: string, value: string, language: string): string {
  return `${withColon(label, language)} ${value}`;
}

/** "Ada, Ben and Cleo", or with "or" as a disjunction. */
export function listOf(
  names: readonly string[],
  language: string,
  type: Intl.ListFormatType = "conjunction",
): string {
  const name = `${language} ${type}`;
  let format = formats.get(name);
  if (!format) {
    format = new Intl.ListFormat(language === "en" ? "en-GB" : language, { type });
    formats.set(name, format);
  }
  return format.format(names);
}

/** Made once for each language and type: to make one costs more than to use it. */
const formats = new Map<string, Intl.ListFormat>();
