import type { EventType } from "$lib/scheduling/event-type.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { Reminder, RemindersInput } from "$lib/scheduling/reminder.ts";
import type { App } from "../app.ts";
import { newId } from "../runtime/secrets.ts";
import { getEventType, setEventType } from "../store/event-types.ts";
import { changeAsOwner, type Owner, ownerIdOf } from "../availability/change-as-owner.ts";

/**
 * Sets an event type's reminders, follow-ups and calendar alarm. Existing bookings keep the times of their reminders,
 * but a removed reminder is not sent for them either.
 */
export function setReminders(
  app: App,
  owner: Owner,
  typeId: string,
  revision: number,
  input: RemindersInput,
): Promise<Outcome<EventType, "busy" | "changed" | "not-found">> {
  return changeAsOwner(app, owner, async (op) => {
    const was = await getEventType(app.kv, ownerIdOf(owner), typeId);
    if (!was) return refused("not-found");
    if (was.revision !== revision) return refused("changed");
    const type = { ...was, ...withReminderIds(was, input), revision: was.revision + 1 };
    setEventType(op, type, was);
    return accepted(type);
  });
}

/** Reminders as they are stored: those that the type has already keep their ids, the others get new ones. */
export function withReminderIds(
  was: Pick<EventType, "reminders">,
  { alarm, reminders }: RemindersInput,
): Pick<EventType, "alarm" | "reminders"> {
  const known = new Set(was.reminders.map(({ id }) => id));
  return {
    alarm,
    reminders: reminders.map((each): Reminder => {
      const isKnown = each.id !== null && known.delete(each.id);
      return { ...each, id: isKnown && each.id !== null ? each.id : newId() };
    }),
  };
}
