import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { CalendarProblem } from "../calendars/calendar.ts";
import { hidingWhy } from "../outbound.ts";

/** The words are the same for these; the log of the program tells them apart. */
const nobodyThere = new Set(["private", "dns", "unreachable"]);

/** Asks a calendar server; its no becomes a refusal that carries in `detail` which words tell why. */
export async function tried<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    const isNobodyThere = (error: unknown) =>
      error instanceof CalendarProblem && nobodyThere.has(error.why);
    return accepted(await hidingWhy(work, isNobodyThere));
  } catch (error) {
    if (!(error instanceof CalendarProblem)) throw error;
    // What a server said is shown only where its code helps whoever runs the installation, and tells nothing else.
    const said = error.why === "client-refused" ? { said: error.detail } : {};
    return refused("calendar-refused", { detail: error.why, ...said });
  }
}
