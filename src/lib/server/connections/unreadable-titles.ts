import type { Changes } from "../calendars/calendar.ts";
import { type Sealer, UnknownSealingKey } from "../runtime/secrets.ts";
import type { IndexedObject } from "../store/indexed-objects.ts";

/** Whose calendar it is. */
interface TitleOwner {
  hostId: string;
  calendar: string;
}

/** Titles of unreadable entries by fingerprint, each sealed for its host's calendar. */
export async function sealUnreadableTitles(
  sealer: Sealer,
  owner: TitleOwner,
  { unreadable }: Pick<Changes, "unreadable">,
): Promise<Map<string, string>> {
  const titled = unreadable.filter(({ title }) => title !== "");
  return new Map(
    await Promise.all(
      titled.map(async ({ fingerprint, title }) =>
        [fingerprint, await sealer.seal(title, contextOf(owner, fingerprint))] as const
      ),
    ),
  );
}

/** The title of an unreadable entry; empty where it has none or the session secret was lost. */
export async function openUnreadableTitle(
  sealer: Sealer,
  owner: TitleOwner,
  { sealedTitle, fingerprint = "" }: Pick<IndexedObject, "sealedTitle" | "fingerprint">,
): Promise<string> {
  if (sealedTitle === undefined) return "";
  try {
    return await sealer.open(sealedTitle, contextOf(owner, fingerprint));
  } catch (error) {
    if (error instanceof UnknownSealingKey) return "";
    throw error;
  }
}

function contextOf({ hostId, calendar }: TitleOwner, fingerprint: string): string {
  return ["unreadable-title", hostId, calendar, fingerprint].join("\n");
}
