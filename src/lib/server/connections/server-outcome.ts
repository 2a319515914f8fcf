import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { CalendarError } from "../calendars/calendar.ts";
import { withUniformFailureTime } from "../outbound/index.ts";

/** The words are the same for these; the log of the program tells them apart. */
const indistinguishableReasons = new Set(["private", "dns", "unreachable"]);

/** Asks a calendar server; its no becomes a refusal that carries in `detail` which words tell why. */
export async function toServerOutcome<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    const isNobodyThere = (error: unknown) =>
      error instanceof CalendarError && indistinguishableReasons.has(error.why);
    return accepted(await withUniformFailureTime(work, isNobodyThere));
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    // What a server said is shown only where its code helps whoever runs the installation, and tells nothing else.
    const said = error.why === "client-refused" ? { serverMessage: error.detail } : {};
    return refused("calendar-refused", { detail: error.why, ...said });
  }
}
