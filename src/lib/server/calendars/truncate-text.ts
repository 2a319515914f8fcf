import { withoutDirectionMarks } from "$lib/scheduling/direction-marks.ts";

/**
 * A text for a calendar, without direction marks, encoded, truncated to `maxLength` with an ellipsis; no character and no
 * escape sequence is cut in two.
 */
export function truncateText(
  given: string,
  maxLength: number,
  encode: (text: string) => string = (text) => text,
): string {
  const text = withoutDirectionMarks(given);
  const encoded = encode(text);
  if (encoded.length <= maxLength) return encoded;
  let truncated = "";
  for (const character of text) {
    const next = truncated + encode(character);
    if (next.length >= maxLength) break;
    truncated = next;
  }
  return `${truncated}…`;
}
