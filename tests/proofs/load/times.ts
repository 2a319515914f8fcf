/** Times of answers, by what was asked. */

/** The value below which this part of the values lies; 0 of none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

export const median = (values: readonly number[]) => quantile(values, 0.5);

/** "p50 4.1 ms, p99 18.0 ms of 512". */
export function inWords(values: readonly number[]): string {
  const ms = (part: number) => `${quantile(values, part).toFixed(1)} ms`;
  return values.length === 0
    ? "none"
    : `p50 ${ms(0.5)}, p99 ${ms(0.99)}, longest ${ms(1)} of ${values.length}`;
}
