import type { Host } from "$lib/scheduling/host.ts";
import type { Refusal } from "$lib/scheduling/outcome.ts";
import { messages } from "$lib/i18n/messages.ts";

/** What is said of an error of a calendar server, which has texts of its own; undefined for every other refusal. */
export function problemOf({ code, detail = "" }: Refusal, { host }: { host: Host }) {
  return code === "calendar-refused"
    ? messages(host.language).calendars.problems[detail]
    : undefined;
}
