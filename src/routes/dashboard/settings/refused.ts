import type { Told } from "$lib/server/http.ts";

/** What a section's form is shown again with. */
export interface Refused {
  told: Pick<Told, "sentence" | "fields">;
  typed: Record<string, string>;
}
