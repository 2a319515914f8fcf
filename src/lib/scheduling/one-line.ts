import * as v from "valibot";

/** One line of text: control characters, line breaks among them, become spaces. */
export const OneLine = v.pipe(
  v.string(),
  v.transform((text) => text.replace(/\p{Cc}+/gu, " ")),
  v.trim(),
);
