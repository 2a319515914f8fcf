import * as en from "./en/index.ts";

/** The catalogue: every word of pages and emails. Pages get the area they need from their `load`. */
export function messages(_language: string): typeof en {
  return en;
}

export type Messages = typeof en;
