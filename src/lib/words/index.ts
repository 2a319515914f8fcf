import * as en from "./en/index.ts";

/** The catalogue: every word of pages and letters. Pages get the area they need from their `load`. */
export function wordsFor(_language: string): typeof en {
  return en;
}

export type Words = typeof en;
