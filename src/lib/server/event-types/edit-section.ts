import type { EventType, EventTypeInput } from "$lib/scheduling/event-type.ts";
import { sectionState, type TypeSection } from "$lib/scheduling/event-type-sections.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { RemindersInput } from "$lib/scheduling/reminder.ts";
import type { TeamTermsInput } from "$lib/scheduling/team-terms.ts";
import type { App } from "../app.ts";
import { changeAsOwner, type Owner, ownerIdOf } from "../availability/change-as-owner.ts";
import { hashOf } from "../runtime/secrets.ts";
import { getEventType, listEventTypes, setEventType } from "../store/event-types.ts";
import { checkLastDate, checkSlug, checkSlugAndSchedule } from "./edit.ts";
import { withReminderIds } from "./reminders.ts";
import { changeRotation, checkSeats, checkTerms } from "./team-types.ts";

/** What a section sets: fields of every type, who takes a team's bookings, or emails that go out by themselves. */
export interface SectionChanges {
  fields?: Partial<EventTypeInput>;
  terms?: TeamTermsInput;
  reminders?: RemindersInput;
}

export interface SectionEdit {
  section: TypeSection;
  /** The fingerprint of the section as its form was made from it. */
  shown: string;
  changes: SectionChanges;
}

/** The fingerprint of a section's fields. */
export function sectionFingerprint(type: EventType, section: TypeSection): Promise<string> {
  return hashOf("section", section, sectionState(type, section));
}

/** Replaces the fields of one section; "changed" when they are not as shown any more. Other sections may have changed. */
export function editSection(
  app: App,
  owner: Owner,
  typeId: string,
  { section, shown, changes }: SectionEdit,
): Promise<Outcome<EventType, "busy" | "changed" | "invalid" | "name-taken" | "not-found">> {
  return changeAsOwner(app, owner, async (op) => {
    const was = await getEventType(app.kv, ownerIdOf(owner), typeId);
    if (!was) return refused("not-found");
    if (await sectionFingerprint(was, section) !== shown) return refused("changed");
    const set = was.team
      ? await teamFields(app, was, changes)
      : await hostFields(app, was, changes.fields ?? {});
    if (!set.ok) return set;
    const last = await checkLastDate(app, was.ownerId, { ...was, ...set.value }, was);
    if (!last.ok) return last;
    const type: EventType = {
      ...was,
      ...set.value,
      ...(changes.reminders ? withReminderIds(was, changes.reminders) : {}),
      revision: was.revision + 1,
    };
    setEventType(op, type, was);
    if (changes.terms) await changeRotation(app, op, type);
    return accepted(type);
  });
}

async function hostFields(
  app: App,
  was: EventType,
  fields: Partial<EventTypeInput>,
): Promise<Outcome<Partial<EventType>, "invalid" | "name-taken">> {
  const others = await othersOf(app, was);
  const scheduleId = await checkSlugAndSchedule(app, was.ownerId, { ...was, ...fields }, others);
  return scheduleId.ok ? accepted({ ...fields, scheduleId: scheduleId.value }) : scheduleId;
}

/** A team's type has no schedule of its own, and it is no base of others. */
async function teamFields(
  app: App,
  was: EventType,
  { fields: { scheduleId: _, onlyForTeams: __, ...fields } = {}, terms }: SectionChanges,
): Promise<Outcome<Partial<EventType>, "invalid" | "name-taken">> {
  const next = { ...was, ...fields };
  const slug = checkSlug(next.slug, await othersOf(app, was));
  if (!slug.ok) return slug;
  if (!terms) {
    const seats = checkSeats(next, was.team?.mode);
    return seats.ok ? accepted(fields) : seats;
  }
  const team = await checkTerms(app, was.ownerId, { fields: next, terms }, was.team);
  return team.ok ? accepted({ ...fields, team: team.value }) : team;
}

async function othersOf(app: App, { ownerId, id }: EventType): Promise<EventType[]> {
  return (await listEventTypes(app.kv, ownerId)).filter((other) => other.id !== id);
}
