import type { RefusalText } from "$lib/server/http/problem-details.ts";

/** The refusal and the entered values of a section's form. */
export interface SectionRefusal {
  refusal: Pick<RefusalText, "sentence" | "fields">;
  values: Record<string, string>;
}
