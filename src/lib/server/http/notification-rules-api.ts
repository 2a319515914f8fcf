/** What the routes of reminders share: of a host's own event types, and of a team's. */
import type { EventType } from "$lib/scheduling/event-type.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import type { RemindersInput } from "$lib/scheduling/reminder.ts";
import type { App } from "../app.ts";
import type { OwnedType } from "./owned-type.ts";
import { setReminders } from "../event-types/reminders.ts";

export function getRules(found: OwnedType | null) {
  return found ? answerOf(found.type) : refused("not-found");
}

/** Replaces them as of the revision that the body or If-Match names, else as the event type is now. */
export async function setRules(
  { app, body, revision }: {
    app: App;
    body: RemindersInput & { revision?: number | undefined };
    revision: number | null;
  },
  found: OwnedType | null,
) {
  if (!found) return refused("not-found");
  const { owner, type } = found;
  const { revision: expected = revision ?? type.revision, ...input } = body;
  const saved = await setReminders(app, owner, type.id, expected, input);
  return saved.ok ? answerOf(saved.value) : saved;
}

function answerOf({ alarm, reminders, revision }: EventType) {
  return accepted({ notificationRules: { alarm, reminders, revision } });
}
