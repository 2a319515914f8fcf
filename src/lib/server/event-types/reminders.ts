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
  { alarm, reminders }: RemindersInput,
): Promise<Outcome<EventType>> {
  return changeAsOwner(app, owner, async (op) => {
    const was = await getEventType(app.kv, ownerIdOf(owner), typeId);
    if (!was) return refused("not-found");
    if (was.revision !== revision) return refused("changed");
    const known = new Set(was.reminders.map(({ id }) => id));
    const withIds: Reminder[] = reminders.map((each) => {
      const isKnown = each.id !== null && known.delete(each.id);
      return { ...each, id: isKnown && each.id !== null ? each.id : newId() };
    });
    const type = { ...was, alarm, reminders: withIds, revision: was.revision + 1 };
    setEventType(op, type, was);
    return accepted(type);
  });
}
