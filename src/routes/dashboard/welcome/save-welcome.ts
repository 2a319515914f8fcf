import * as v from "valibot";
import { EventTypeInput } from "$lib/scheduling/event-type.ts";
import { EmailAddress } from "$lib/scheduling/email-address.ts";
import { ProfileInput } from "$lib/scheduling/profile.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { freeSlug, slugOf } from "$lib/scheduling/slug.ts";
import { WeeklyRules } from "$lib/scheduling/availability-schedule.ts";
import type { App } from "$lib/server/app.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import * as hostEmail from "$lib/server/auth/host-email.ts";
import * as profile from "$lib/server/hosts/profile.ts";
import * as schedules from "$lib/server/availability/schedules.ts";
import { getEventType, listEventTypes } from "$lib/server/store/event-types.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { getSchedule } from "$lib/server/store/schedules.ts";

/** The input of the welcome form; hours and event type are null where they stay unchanged. */
export const WelcomeInput = v.object({
  name: ProfileInput.entries.name,
  username: v.string(),
  zone: ProfileInput.entries.zone,
  language: ProfileInput.entries.language.wrapped,
  /** The clock format of the host's browser; null leaves it unchanged. */
  hourCycle: v.nullable(ProfileInput.entries.hourCycle),
  email: v.nullable(EmailAddress),
  hours: v.nullable(v.object({ scheduleId: v.string(), rules: WeeklyRules })),
  type: v.nullable(
    v.object({
      id: v.string(),
      ...v.pick(EventTypeInput, ["title", "durations", "decision", "location"]).entries,
    }),
  ),
});
export type WelcomeInput = v.InferOutput<typeof WelcomeInput>;

/** Saves the welcome form, the name last: after a refusal the form stays open and can be sent again. */
export async function saveWelcome(
  app: App,
  hostId: string,
  input: WelcomeInput,
): Promise<Outcome<Host>> {
  const renamed = await profile.rename(app, hostId, input.username);
  if (!renamed.ok) return renamed;
  const hours = input.hours && await saveHours(app, hostId, input.hours);
  if (hours && !hours.ok) return hours;
  const type = input.type && await saveEventType(app, hostId, input.type);
  if (type && !type.ok) return type;
  const mailed = input.email && await hostEmail.changeEmail(app, renamed.value, input.email);
  if (mailed && !mailed.ok) return mailed;

  const host = await getHost(app.kv, hostId);
  if (!host) return refused("not-found");
  const { name, zone, language } = input;
  const hourCycle = input.hourCycle ?? host.hourCycle;
  return profile.edit(app, hostId, host.revision, { name, zone, hourCycle, language });
}

async function saveHours(app: App, hostId: string, input: NonNullable<WelcomeInput["hours"]>) {
  const schedule = await getSchedule(app.kv, hostId, input.scheduleId);
  if (!schedule) return refused("not-found");
  const { revision } = schedule;
  return await schedules.saveRules(app, hostId, schedule.id, { revision, rules: input.rules });
}

async function saveEventType(app: App, hostId: string, input: NonNullable<WelcomeInput["type"]>) {
  const type = await getEventType(app.kv, hostId, input.id);
  if (!type) return refused("not-found");
  const { title, durations, decision, location } = input;
  const others = (await listEventTypes(app.kv, hostId)).filter(({ id }) => id !== type.id);
  const wanted = title === type.title ? type.slug : slugOf(title) || type.slug;
  return await eventTypes.edit(app, hostId, type.id, type.revision, {
    ...type,
    title,
    slug: freeSlug(wanted, new Set(others.map(({ slug }) => slug))),
    durations,
    decision,
    location,
    colour: v.parse(EventTypeInput.entries.colour, type.colour),
  });
}
