import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { weekdaysFrom } from "$lib/scheduling/month.ts";
import { defaultReminder } from "$lib/scheduling/reminder.ts";
import { formatClock } from "$lib/i18n/date-time.ts";
import { formatDurations } from "$lib/i18n/duration.ts";
import { format } from "$lib/i18n/format.ts";
import { searchZones } from "$lib/i18n/zone-search.ts";
import { conferencesMadeBy } from "$lib/server/changes/booked-location.ts";
import { pagePathOf } from "$lib/server/event-types/page-path.ts";
import { action } from "$lib/server/http/action.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import {
  locationValues,
  unchosenLocation,
} from "../[...owner=owner]/event-types/editor/location-values.ts";
import { saveWelcome } from "./save-welcome.ts";
import { firstWeekday } from "$lib/i18n/first-weekday.ts";
import { messages } from "$lib/i18n/messages.ts";
import { formatWeeklyHours } from "../first-steps.ts";
import type { Actions, PageServerLoad } from "./$types";
import { places, toWelcomeInput, WelcomeForm, type WelcomeFormValues } from "./form-values.ts";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const { dashboard, identity } = messages(host.language, app);
  const { schedule, type, untouched } = await initialSetup(app.kv, host);
  const rules = schedule?.rules ?? [];
  const [first] = rules;
  const from = firstWeekday({ ...host, region: event.locals.region });
  const values: WelcomeFormValues = {
    name: host.name,
    username: host.username,
    zone: host.zone,
    language: host.language,
    clock: "",
    email: host.email ?? host.pendingEmail ?? "",
    days: [...new Set(rules.map(({ weekday }) => String(weekday)))],
    from: formatClock(first?.from ?? 540, host),
    to: formatClock(first?.to ?? 1020, host),
    title: type?.title ?? "",
    duration: String(type?.durations[0] ?? 30),
    decision: type?.decision ?? "approval",
    ...(type && type.location.kind !== "none" ? locationValues(type) : unchosenLocation),
  };
  return {
    title: dashboard.welcome.title,
    words: dashboard.welcome,
    languageLabel: identity.settings.profile.language,
    days: dashboard.availability.shortDays,
    weekdays: weekdaysFrom(from),
    welcomed: host.onboarded,
    name: host.name,
    values,
    zones: host.onboarded ? [] : searchZones("", host, app.now()),
    asks: {
      name: isUnnamed(host),
      email: host.email === null,
      hours: untouched,
      type: type !== null,
    },
    typeWords: dashboard.eventTypes,
    makes: await conferencesMadeBy(app.kv, [host.id]),
    hasDefaults: type !== null && hasDefaults(type),
    /** In the clock of the host's browser, which is not known here. */
    hours: {
      12: formatWeeklyHours(rules, { ...host, hourCycle: 12 }, dashboard.availability, from),
      24: formatWeeklyHours(rules, { ...host, hourCycle: 24 }, dashboard.availability, from),
    },
    sentence: type && format(dashboard.inbox.firstSteps.type.text, {
      title: type.title,
      length: formatDurations(type.durations, host.language),
      decision: dashboard.inbox.firstSteps.type[type.decision],
    }),
    base: app.baseUrl,
    link: `${app.baseUrl}${pagePathOf(host)}`,
    path: pagePathOf(host),
    mailed: event.url.searchParams.get("notice") === "mailed",
  };
};

export const actions: Actions = {
  default: action(
    WelcomeForm,
    async ({ app, host }, entered) => {
      const values = { ...entered, places, name: isUnnamed(host) ? entered.name : host.name };
      const { schedule, type, untouched } = await initialSetup(app.kv, host);
      const scheduleId = untouched ? schedule?.id ?? null : null;
      const input = toWelcomeInput(values, scheduleId, type?.id ?? null);
      if (!input.ok) return input;
      const saved = await saveWelcome(app, host.id, input.value);
      return saved.ok ? accepted(input.value.email !== null && app.sendMail !== null) : saved;
    },
    {
      kept: { places },
      done: (isMailed) => `/dashboard/welcome${isMailed ? "?notice=mailed" : ""}`,
    },
  ),
};

/** Whether a host's name is only the username, since none was known at sign-up. */
function isUnnamed({ name, username }: Host): boolean {
  return name === username;
}

/** Whether an event type has the notice and the reminder that a new one has. */
function hasDefaults({ minimumNotice, reminders: [first, ...more] }: EventType): boolean {
  return minimumNotice === 4 * 60 && more.length === 0 && first?.side === "before" &&
    first.to === "both" && first.minutes === defaultReminder.minutes;
}

/** The initial values of the welcome form; weekly hours that are the same on every day can be set here. */
async function initialSetup(kv: Deno.Kv, host: Host) {
  const [schedule = null] = await listSchedules(kv, host.id);
  const [type = null] = await listEventTypes(kv, host.id);
  const rules = schedule?.rules ?? [];
  const windows = new Set(rules.map(({ from, to }) => `${from}-${to}`));
  const days = new Set(rules.map(({ weekday }) => weekday));
  return { schedule, type, untouched: windows.size <= 1 && days.size === rules.length };
}
