import type { Outcome } from "../../lib/scheduling/outcome.ts";

/** The result of a verb; a refused one ends the seeding. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`The seed was refused: ${JSON.stringify(outcome.refusal)}`);
}
