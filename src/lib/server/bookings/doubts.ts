import type { Span } from "$lib/scheduling/span.ts";
import { hashOf } from "../secrets.ts";
import type { Look } from "./look.ts";

/** What stands in the way of a yes, by marks: a page says with them which it has shown, and nothing else is set aside. */
export interface Doubts {
  conflicts: string[];
  unasked: string[];
}

/** The doubts of a look at the calendars. */
export async function doubtsIn({ conflicts, unasked }: Look): Promise<Doubts> {
  return {
    conflicts: await Promise.all(
      conflicts.map(({ title, calendar, ...time }) => markOf(time, title, calendar)),
    ),
    unasked: await Promise.all(unasked.map((calendar) => markOf(null, "unasked", calendar))),
  };
}

/** Names one doubt: the same for the same time of the same entry. */
export async function markOf(time: Span | null, ...about: string[]): Promise<string> {
  const when = time ? `${time.start}-${time.end}` : "";
  return (await hashOf("doubt", when, ...about)).slice(0, 16);
}

/** So many doubts stand on no page; a day of a calendar that was flooded may have hundreds. */
const MOST_MARKS = 5_000;

/** The marks that a form sends back. */
export function marksIn(field: FormDataEntryValue | null): string[] {
  return String(field ?? "").split(" ").filter(Boolean).slice(0, MOST_MARKS);
}
