/** Text as people type it, also on Arabic and Persian keyboards. */

/** Arabic and Persian digits as plain ones. */
export function withPlainDigits(text: string): string {
  return text.normalize("NFKC").replace(
    /[\u0660-\u0669\u06f0-\u06f9]/g,
    (digit) => String((digit.codePointAt(0)! - 0x660) % 0x90),
  );
}

/** A decimal number as `Number` reads it, from one with a point or a comma. */
export function withPoint(text: string): string {
  return withPlainDigits(text).replace(/[,\u066b]/, ".");
}

/** The values of a list with spaces, commas, semicolons or line ends between them. */
export function splitList(text: string): string[] {
  return text.split(/[\s,;\u060c\u061b]+/).filter(Boolean);
}

/** A field of a form with line ends as the program has them; one that did not come is empty. */
export function textIn(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.replaceAll("\r\n", "\n") : "";
}

/** A number with a point or a comma; not a number for anything else. */
export function numberFrom(text: string): number {
  return text.trim() === "" ? NaN : Number(withPoint(text.trim()));
}

/** The same, with null for an empty field. */
export function numberOrNull(text: string): number | null {
  return text.trim() === "" ? null : numberFrom(text);
}
