import type { Span } from "./span.ts";

/** A busy time of a calendar with the title of its entry: "" without one, null for a private entry. */
export interface TitledSpan extends Span {
  title: string | null;
}

/** Maximum characters of a title that is kept. */
const MAX_TITLE = 120;

/** A title on one line, cut to a length with an ellipsis; no character is cut in two. */
export function shortTitle(title: string): string {
  if (title.length <= MAX_TITLE && plain.test(title)) return title;
  const line = title.slice(0, 8 * MAX_TITLE).replace(/[\s\p{Cc}]+/gu, " ").trim();
  const characters = [...line];
  const short = characters.length <= MAX_TITLE ? characters : [
    ...characters.slice(0, MAX_TITLE - 1),
    "…",
  ];
  return short.join("").toWellFormed();
}

const plain = /^[!-~]+(?: [!-~]+)*$/;

/** Titles that are shown of entries at one time. */
const MAX_SHOWN = 3;

/**
 * What a busy time is called: by the entry at exactly this time, else by those that overlap it; null where all of them
 * are private.
 */
export function titleOf(time: Span, entries: readonly TitledSpan[]): string | null {
  const exact = entries.filter(({ start, end }) => start === time.start && end === time.end);
  const meant = exact.length > 0
    ? exact
    : entries.filter(({ start, end }) => start < time.end && time.start < end);
  const titles = [...new Set(meant.flatMap(({ title }) => title || []))];
  if (titles.length === 0) return meant.some(({ title }) => title === null) ? null : "";
  const more = titles.length - MAX_SHOWN;
  return [...titles.slice(0, MAX_SHOWN), ...more > 0 ? [`+${more}`] : []].join(" · ");
}
