import { dateAt } from "$lib/scheduling/day.ts";
import { type EventType, type EventTypeInput } from "$lib/scheduling/event-type.ts";
import { languages } from "$lib/scheduling/language.ts";
import { dividesGuests } from "$lib/scheduling/location.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { defaultReminder } from "$lib/scheduling/reminder.ts";
import { privateLinkStateOf } from "$lib/scheduling/private-link.ts";
import { defaultSchedule } from "$lib/scheduling/availability-schedule.ts";
import { freeSlug } from "$lib/scheduling/slug.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import { withoutIsolates } from "$lib/i18n/isolate.ts";
import type { App } from "../app.ts";
import { newId } from "../runtime/secrets.ts";
import {
  deleteEventType,
  getEventType,
  listEventTypes,
  setEventType,
} from "../store/event-types.ts";
import { deletePrivateLinks, listPrivateLinks } from "../store/private-links.ts";
import {
  listEmailTemplates,
  readEmailTemplates,
  writeEmailTemplates,
} from "../store/email-templates.ts";
import { getHost } from "../store/hosts.ts";
import { listSchedules } from "../store/schedules.ts";
import { getTeam } from "../store/teams.ts";
import { deleteRotation } from "../store/team-bookings.ts";
import { changeAsOwner, type Owner, ownerIdOf } from "../availability/change-as-owner.ts";
import { changeUnderGuard } from "../availability/change-under-guard.ts";

const MAX_EVENT_TYPES = 100;

/** Creates an event type with a reminder a day before, last in order; without a schedule in `input` it uses the schedule that most types use. */
export function create(
  app: App,
  hostId: string,
  input: EventTypeInput,
): Promise<Outcome<EventType, "busy" | "invalid" | "name-taken" | "not-found">> {
  return changeUnderGuard(app, hostId, async (op) => {
    const others = await listEventTypes(app.kv, hostId);
    const scheduleId = await checkSlugAndSchedule(app, hostId, input, others);
    if (!scheduleId.ok) return scheduleId;
    const last = await checkLastDate(app, hostId, input, null);
    if (!last.ok) return last;
    const type: EventType = {
      ...input,
      reminders: [{ id: newId(), ...defaultReminder }],
      alarm: null,
      id: newId(),
      ownerId: hostId,
      team: null,
      scheduleId: scheduleId.value,
      order: lastOrder(others),
      revision: 1,
      createdAt: app.now(),
    };
    setEventType(op, type, null);
    return accepted(type);
  });
}

/** Replaces the fields of `input`; "changed" when the revision is outdated. */
export function edit(
  app: App,
  hostId: string,
  typeId: string,
  revision: number,
  input: EventTypeInput,
): Promise<Outcome<EventType, "busy" | "changed" | "invalid" | "name-taken" | "not-found">> {
  return changeUnderGuard(app, hostId, async (op) => {
    const was = await getEventType(app.kv, hostId, typeId);
    if (!was) return refused("not-found");
    if (was.revision !== revision) return refused("changed");
    const others = (await listEventTypes(app.kv, hostId)).filter(({ id }) => id !== typeId);
    const scheduleId = await checkSlugAndSchedule(
      app,
      hostId,
      { scheduleId: was.scheduleId, ...input },
      others,
    );
    if (!scheduleId.ok) return scheduleId;
    const last = await checkLastDate(app, hostId, input, was);
    if (!last.ok) return last;
    const type = { ...was, ...input, scheduleId: scheduleId.value, revision: was.revision + 1 };
    setEventType(op, type, was);
    return accepted(type);
  });
}

/** Creates an inactive copy, last in order, with the same email templates in every language. */
export function duplicate(
  app: App,
  owner: Owner,
  typeId: string,
): Promise<Outcome<EventType, "busy" | "invalid" | "not-found">> {
  return changeAsOwner(app, owner, async (op) => {
    const all = await listEventTypes(app.kv, ownerIdOf(owner));
    const original = all.find(({ id }) => id === typeId);
    if (!original) return refused("not-found");
    if (all.length >= MAX_EVENT_TYPES) return tooMany();
    const copy: EventType = {
      ...original,
      id: newId(),
      title: titleOfCopy(original.title, await languageOfOwner(app, owner)),
      slug: freeSlug(original.slug, new Set(all.map(({ slug }) => slug))),
      active: false,
      order: lastOrder(all),
      revision: 1,
      createdAt: app.now(),
    };
    setEventType(op, copy, null);
    await copyEmailTemplates(app, op, original, copy);
    return accepted(copy);
  });
}

/** Makes the event type bookable or not; existing bookings stay. */
export function setActive(
  app: App,
  owner: Owner,
  typeId: string,
  active: boolean,
): Promise<Outcome<EventType, "busy" | "not-found">> {
  return changeAsOwner(app, owner, async (op) => {
    const was = await getEventType(app.kv, ownerIdOf(owner), typeId);
    if (!was) return refused("not-found");
    if (was.active === active) return accepted(was);
    const type = { ...was, active, revision: was.revision + 1 };
    setEventType(op, type, was);
    return accepted(type);
  });
}

/** Deletes the event type, with a revision only as it was then; its bookings have a copy of what they need. */
export function remove(
  app: App,
  owner: Owner,
  typeId: string,
  revision: number | null = null,
): Promise<Outcome<EventType, "busy" | "changed" | "not-found">> {
  return changeAsOwner(app, owner, async (op) => {
    const was = await getEventType(app.kv, ownerIdOf(owner), typeId);
    if (!was) return refused("not-found");
    if (revision !== null && revision !== was.revision) return refused("changed");
    deleteEventType(op, was);
    if (was.team) deleteRotation(op, was);
    // Used and expired links are purged later.
    const links = await listPrivateLinks(app.kv, ownerIdOf(owner), typeId);
    deletePrivateLinks(
      op,
      links.filter((link) => privateLinkStateOf(link, 0, app.now()) === "open"),
    );
    return accepted(was);
  });
}

/** Swaps the type with the previous (-1) or next (1) one; the first and last stay. "changed" when the revision is outdated; null means any. */
export function reorder(
  app: App,
  owner: Owner,
  typeId: string,
  offset: -1 | 1,
  revision: number | null = null,
): Promise<Outcome<EventType[], "busy" | "changed" | "not-found">> {
  return changeAsOwner(app, owner, async (op) => {
    const all = await listEventTypes(app.kv, ownerIdOf(owner));
    const index = all.findIndex(({ id }) => id === typeId);
    const type = all[index], neighbour = all[index + offset];
    if (!type) return refused("not-found");
    if (revision !== null && revision !== type.revision) return refused("changed");
    if (!neighbour) return accepted(all);
    // Only two types are written: all hundred could exceed the size of a commit.
    const first = { ...type, order: neighbour.order, revision: type.revision + 1 };
    const second = { ...neighbour, order: type.order, revision: neighbour.revision + 1 };
    setEventType(op, first, type);
    setEventType(op, second, neighbour);
    return accepted(all.with(index, second).with(index + offset, first));
  });
}

/** Checks the number of types, slug and schedule against the host's other types; returns the id of the schedule to use. */
export async function checkSlugAndSchedule(
  app: App,
  hostId: string,
  input: Pick<EventTypeInput, "slug" | "scheduleId" | "seats" | "location">,
  others: readonly EventType[],
): Promise<Outcome<string, "invalid" | "name-taken">> {
  const checked = checkSlug(input.slug, others);
  if (!checked.ok) return checked;
  if (dividesGuests(input)) return choiceWithSeats();
  const schedules = await listSchedules(app.kv, hostId);
  const schedule = input.scheduleId
    ? schedules.find(({ id }) => id === input.scheduleId)
    : defaultSchedule(schedules, others);
  if (!schedule) return refused("invalid", { fields: { scheduleId: "schedule-unknown" } });
  return accepted(schedule.id);
}

/** The error of a type whose guests would choose different places for one time. */
export function choiceWithSeats(): Outcome<never, "invalid"> {
  const error = "choice-with-seats";
  return refused("invalid", { fields: { location: error, seats: error } });
}

/** Checks the last date for bookings where it is entered anew: it is not over in its owner's zone. */
export async function checkLastDate(
  app: App,
  ownerId: string,
  { bookingWindowUntil: last }: Pick<EventTypeInput, "bookingWindowUntil">,
  was: Pick<EventTypeInput, "bookingWindowUntil"> | null,
): Promise<Outcome<null, "invalid">> {
  if (last === null || last === was?.bookingWindowUntil) return accepted(null);
  const owner = await getHost(app.kv, ownerId) ?? await getTeam(app.kv, ownerId);
  return owner && last < dateAt(app.now(), owner.zone)
    ? refused("invalid", { fields: { bookingWindowUntil: "date-over" } })
    : accepted(null);
}

/** Checks the number of types and the slug against the other types of the same owner. */
export function checkSlug(
  slug: string,
  others: readonly EventType[],
): Outcome<string, "invalid" | "name-taken"> {
  if (others.length >= MAX_EVENT_TYPES) return tooMany();
  return others.some((other) => other.slug === slug)
    ? refused("name-taken", { fields: { slug: "slug-taken" } })
    : accepted(slug);
}

/** Adds to a commit: a new type starts with the email templates of another one. */
export async function copyEmailTemplates(
  app: App,
  op: Deno.AtomicOperation,
  from: EventType,
  to: EventType,
): Promise<void> {
  const all = await listEmailTemplates(app.kv, from.ownerId, from.id);
  for (const language of languages) {
    const texts = all[language]?.texts ?? {};
    if (Object.keys(texts).length === 0) continue;
    const was = await readEmailTemplates(app.kv, to.ownerId, to.id, language);
    writeEmailTemplates(op, was, texts);
  }
}

function tooMany() {
  return refused("invalid", { fields: { title: "too-many-types" } });
}

/** The place behind all others. */
export function lastOrder(types: readonly EventType[]): number {
  return Math.max(-1, ...types.map(({ order }) => order)) + 1;
}

function titleOfCopy(title: string, language: string): string {
  const { copied } = messages(language).dashboard.eventTypes;
  return withoutIsolates(format(copied, { title: title.slice(0, 80 - copied.length) }));
}

/** The language of the host who changes something, for a team as well. */
/** The language of the host who changes something. */
export async function languageOfOwner(app: App, owner: Owner): Promise<string> {
  const host = await getHost(app.kv, typeof owner === "string" ? owner : owner.hostId);
  return host?.language ?? languages[0];
}
