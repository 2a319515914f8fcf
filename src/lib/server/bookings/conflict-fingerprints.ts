import type { Span } from "$lib/scheduling/span.ts";
import { hashOf } from "../runtime/secrets.ts";
import type { ConflictCheck } from "./conflict-check.ts";

/** What stands in the way of a yes, by marks: a page says with them which it has shown, and nothing else is set aside. */
export interface ConflictFingerprints {
  conflicts: string[];
  unreachable: string[];
}

/** The doubts of a look at the calendars. */
export async function fingerprintsOf(
  { conflicts, unreachable }: ConflictCheck,
): Promise<ConflictFingerprints> {
  return {
    conflicts: await Promise.all(
      conflicts.map(({ title, calendar, ...time }) => conflictFingerprint(time, title, calendar)),
    ),
    unreachable: await Promise.all(
      unreachable.map((calendar) => conflictFingerprint(null, "unasked", calendar)),
    ),
  };
}

/** Names one doubt: the same for the same time of the same entry. */
export async function conflictFingerprint(time: Span | null, ...about: string[]): Promise<string> {
  const when = time ? `${time.start}-${time.end}` : "";
  return (await hashOf("doubt", when, ...about)).slice(0, 16);
}

/** So many doubts stand on no page; a day of a calendar that was flooded may have hundreds. */
const MAX_FINGERPRINTS = 5_000;

/** The marks that a form sends back. */
export function parseFingerprints(field: FormDataEntryValue | null): string[] {
  return String(field ?? "").split(" ").filter(Boolean).slice(0, MAX_FINGERPRINTS);
}
