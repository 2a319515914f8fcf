/** A longer list of languages is a mistake or an attack. */
const MAX_LENGTH = 500;

/**
 * The first of the offered languages by an Accept-Language header, "de" for "de-AT;q=0.9" (RFC 9110 §12.5.4, lookup of
 * RFC 4647 §3.4); null where it accepts none of them.
 */
export function acceptedLanguage<T extends string>(
  header: string | null,
  offered: readonly T[],
): T | null {
  const ranges = (header ?? "").slice(0, MAX_LENGTH).split(",").map(parseRange)
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight);
  for (const { tag } of ranges) {
    const [primary] = tag.split("-", 1);
    const found = offered.find((each) => each === tag) ?? offered.find((each) => each === primary);
    if (found) return found;
  }
  return null;
}

/** "de-AT;q=0.9": the tag in lower case and its weight, 1 where none is given. */
function parseRange(range: string): { tag: string; weight: number } {
  const [tag = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
  const q = parameters.find((part) => part.startsWith("q="))?.slice(2);
  const weight = q === undefined ? 1 : Number(q);
  return { tag, weight: Number.isFinite(weight) ? weight : 0 };
}
