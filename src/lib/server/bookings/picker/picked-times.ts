import { isSupportedInstant } from "$lib/scheduling/day.ts";
import { isoInstant } from "./picker-query.ts";

/** The times in the query of a picker in which several are picked: in order, each once, at most `most`. */
export function parsePicked(query: URLSearchParams, most: number): number[] {
  const instants = (query.get("picked") ?? "").split(",").map((iso) => Date.parse(iso));
  return [...new Set(instants.filter(isSupportedInstant))].sort((a, b) => a - b).slice(0, most);
}

/** The same as a query value; null for none. */
export function pickedValue(starts: readonly number[]): string | null {
  return starts.length ? starts.map(isoInstant).join(",") : null;
}
