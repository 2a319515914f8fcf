import { wordsFor } from "../lib/words/index.ts";
import { count } from "../lib/words/say.ts";

/** What is lost with a secret, a sentence for each kind of record that it sealed. */
export function lostSentences(counts: ReadonlyMap<string, number>): string[] {
  const { lost, other } = wordsFor("en").operations;
  return [...counts].map(([kind, n]) => count(lost[kind] ?? other, n, "en", { kind }));
}
