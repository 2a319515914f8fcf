import { type EventType, type EventTypeInput } from "$lib/scheduling/event-type.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { privateLinkStateOf } from "$lib/scheduling/private-link.ts";
import { defaultSchedule } from "$lib/scheduling/availability-schedule.ts";
import { freeSlug } from "$lib/scheduling/slug.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
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
  getEmailTemplates,
  readEmailTemplates,
  writeEmailTemplates,
} from "../store/email-templates.ts";
import { listSchedules } from "../store/schedules.ts";
import { changeUnderGuard } from "../availability/change-under-guard.ts";

const MAX_EVENT_TYPES = 100;

/** Adds an event type behind the others; without a schedule in the wish it uses the hours that most types use. */
export function create(
  app: App,
  hostId: string,
  wish: EventTypeInput,
): Promise<Outcome<EventType>> {
  return changeUnderGuard(app, hostId, async (op) => {
    const others = await listEventTypes(app.kv, hostId);
    const fits = await checkSlugAndSchedule(app, hostId, wish, others);
    if (!fits.ok) return fits;
    const type: EventType = {
      ...wish,
      reminders: [],
      alarm: null,
      id: newId(),
      hostId,
      scheduleId: fits.value,
      order: lastOrder(others),
      revision: 1,
      createdAt: app.now(),
    };
    setEventType(op, type, null);
    return accepted(type);
  });
}

/** Replaces what the wish names; "changed" when the type is no longer the one that the form showed. */
export function edit(
  app: App,
  hostId: string,
  typeId: string,
  revision: number,
  wish: EventTypeInput,
): Promise<Outcome<EventType>> {
  return changeUnderGuard(app, hostId, async (op) => {
    const was = await getEventType(app.kv, hostId, typeId);
    if (!was) return refused("not-found");
    if (was.revision !== revision) return refused("changed");
    const others = (await listEventTypes(app.kv, hostId)).filter(({ id }) => id !== typeId);
    const fits = await checkSlugAndSchedule(
      app,
      hostId,
      { scheduleId: was.scheduleId, ...wish },
      others,
    );
    if (!fits.ok) return fits;
    const type = { ...was, ...wish, scheduleId: fits.value, revision: was.revision + 1 };
    setEventType(op, type, was);
    return accepted(type);
  });
}

/** A copy behind the others, switched off until the host has made it what it shall be. */
export function duplicate(app: App, hostId: string, typeId: string): Promise<Outcome<EventType>> {
  return changeUnderGuard(app, hostId, async (op) => {
    const all = await listEventTypes(app.kv, hostId);
    const original = all.find(({ id }) => id === typeId);
    if (!original) return refused("not-found");
    if (all.length >= MAX_EVENT_TYPES) return tooMany();
    const copy: EventType = {
      ...original,
      id: newId(),
      title: titleOfCopy(original.title),
      slug: freeSlug(original.slug, new Set(all.map(({ slug }) => slug))),
      active: false,
      order: lastOrder(all),
      revision: 1,
      createdAt: app.now(),
    };
    setEventType(op, copy, null);
    const { words } = await getEmailTemplates(app.kv, hostId, typeId);
    writeEmailTemplates(op, await readEmailTemplates(app.kv, hostId, copy.id), words);
    return accepted(copy);
  });
}

/** Switches bookings by this type on or off; what is booked stays as it is. */
export function setActive(
  app: App,
  hostId: string,
  typeId: string,
  active: boolean,
): Promise<Outcome<EventType>> {
  return changeUnderGuard(app, hostId, async (op) => {
    const was = await getEventType(app.kv, hostId, typeId);
    if (!was) return refused("not-found");
    if (was.active === active) return accepted(was);
    const type = { ...was, active, revision: was.revision + 1 };
    setEventType(op, type, was);
    return accepted(type);
  });
}

/** Deletes the type; bookings made by it keep their own copy of what they need. */
export function remove(app: App, hostId: string, typeId: string): Promise<Outcome<EventType>> {
  return changeUnderGuard(app, hostId, async (op) => {
    const was = await getEventType(app.kv, hostId, typeId);
    if (!was) return refused("not-found");
    deleteEventType(op, was);
    // Those that are over lead nowhere and go by themselves.
    const links = await listPrivateLinks(app.kv, hostId, typeId);
    deletePrivateLinks(
      op,
      links.filter((link) => privateLinkStateOf(link, 0, app.now()) === "open"),
    );
    return accepted(was);
  });
}

/** Moves the type before (-1) or behind (1) its neighbour; at the edge it stays. An editor that is open elsewhere is not disturbed. */
export function reorder(
  app: App,
  hostId: string,
  typeId: string,
  by: -1 | 1,
): Promise<Outcome<EventType[]>> {
  return changeUnderGuard(app, hostId, async (op) => {
    const all = await listEventTypes(app.kv, hostId);
    const at = all.findIndex(({ id }) => id === typeId);
    const type = all[at], neighbour = all[at + by];
    if (!type) return refused("not-found");
    if (!neighbour) return accepted(all);
    // The two change places, and nobody else: a hundred long types are more than one commit takes.
    const moved = { ...type, order: neighbour.order };
    const passed = { ...neighbour, order: type.order };
    setEventType(op, moved, type);
    setEventType(op, passed, neighbour);
    return accepted(all.with(at, passed).with(at + by, moved));
  });
}

/** Whether a wish has room among the host's other types; answers the schedule that it uses. */
async function checkSlugAndSchedule(
  app: App,
  hostId: string,
  wish: Pick<EventTypeInput, "slug" | "scheduleId">,
  others: readonly EventType[],
): Promise<Outcome<string>> {
  if (others.length >= MAX_EVENT_TYPES) return tooMany();
  if (others.some(({ slug }) => slug === wish.slug)) {
    return refused("name-taken", { fields: { slug: "slug-taken" } });
  }
  const schedules = await listSchedules(app.kv, hostId);
  const schedule = wish.scheduleId
    ? schedules.find(({ id }) => id === wish.scheduleId)
    : defaultSchedule(schedules, others);
  if (!schedule) return refused("invalid", { fields: { scheduleId: "schedule-unknown" } });
  return accepted(schedule.id);
}

function tooMany() {
  return refused("invalid", { fields: { title: "too-many-types" } });
}

function lastOrder(types: readonly EventType[]): number {
  return Math.max(-1, ...types.map(({ order }) => order)) + 1;
}

function titleOfCopy(title: string): string {
  const copied = messages("en").dashboard.eventTypes.copied;
  return format(copied, { title: title.slice(0, 80 - copied.length) });
}
