import { operations } from "../lib/i18n/english-only/index.ts";
import { plural } from "../lib/i18n/format.ts";

/** One sentence for each kind of record that is lost with a secret. */
export function lostSentences(counts: ReadonlyMap<string, number>): string[] {
  const { lost, other } = operations;
  return [...counts].map(([kind, n]) => plural(lost[kind] ?? other, n, "en", { kind }));
}
