import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { CalendarProblem } from "../calendars/calendar.ts";

/** Asks a calendar server; its no becomes a refusal that carries in `detail` which words tell why. */
export async function tried<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return accepted(await work());
  } catch (error) {
    if (!(error instanceof CalendarProblem)) throw error;
    return refused("calendar-refused", { detail: error.why });
  }
}
