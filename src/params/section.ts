import { isTypeSection } from "$lib/scheduling/event-type-sections.ts";

/** A section of the editor of event types; the first has the address of the type itself. */
export function match(word: string): boolean {
  return word !== "basics" && isTypeSection(word);
}
