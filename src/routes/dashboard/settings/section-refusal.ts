import type { RefusalText } from "$lib/server/http/problem-details.ts";

/** What a section's form is shown again with. */
export interface SectionRefusal {
  refusal: Pick<RefusalText, "sentence" | "fields">;
  values: Record<string, string>;
}
