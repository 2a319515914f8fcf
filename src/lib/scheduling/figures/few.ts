import { hasEnough as hasEnoughGuests } from "../enough-guests.ts";

/** Whether so many may be shown as a part of others; none at all says nothing of anybody. */
export function hasEnough(n: number): boolean {
  return n === 0 || hasEnoughGuests(n);
}

/** The parts of a whole, null for those of too few; another part is left out too where the whole would tell what they are. */
export function withoutFew(parts: readonly number[]): (number | null)[] {
  const hidden = new Set(parts.flatMap((n, at) => hasEnough(n) ? [] : [at]));
  const smallest = parts.map((n, at) => ({ n, at }))
    .filter(({ n, at }) => n > 0 && !hidden.has(at)).toSorted((a, b) => a.n - b.n)[0];
  const together = [...hidden].reduce((all, at) => all + parts[at]!, 0);
  if (!hasEnough(together) && smallest) hidden.add(smallest.at);
  return parts.map((n, at) => hidden.has(at) ? null : n);
}
