import { redirect } from "@sveltejs/kit";
import type { Host } from "$lib/scheduling/host.ts";
import { wallTime } from "$lib/scheduling/wall-time.ts";
import { zoneGroups } from "$lib/scheduling/zones.ts";
import { failWith, signedIn } from "$lib/server/http.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import { welcome } from "$lib/server/welcome.ts";
import { wordsFor } from "$lib/words/index.ts";
import { hoursInWords } from "../first-steps.ts";
import type { Actions, PageServerLoad } from "./$types";
import { type Typed, typedFrom, wishOf } from "./typed.ts";

export const load: PageServerLoad = async (event) => {
  const host = signedIn(event);
  const { app } = event.locals;
  const { dashboard } = wordsFor(host.language);
  const { schedule, type, untouched } = await startOf(app.kv, host);
  const rules = schedule?.rules ?? [];
  const [first] = rules;
  const typed: Typed = {
    name: host.name,
    username: host.username,
    zone: host.zone,
    clock: "",
    email: host.email ?? host.pendingEmail ?? "",
    days: [...new Set(rules.map(({ weekday }) => String(weekday)))],
    from: wallTime(first?.from ?? 540, host.hourCycle),
    to: wallTime(first?.to ?? 1020, host.hourCycle),
    title: type?.title ?? "",
    duration: String(type?.durations[0] ?? 30),
    decision: type?.decision ?? "approval",
  };
  return {
    title: dashboard.welcome.title,
    words: dashboard.welcome,
    decisions: dashboard.eventTypes.form.decisions,
    days: dashboard.hours.shortDays,
    welcomed: host.welcomed,
    name: host.name,
    typed,
    zones: host.welcomed ? [] : zoneGroups(host.zone),
    asks: { email: host.email === null, hours: untouched, type: type !== null },
    hours: hoursInWords(rules, host.hourCycle, dashboard.hours),
    base: app.baseUrl,
    link: `${app.baseUrl}/calendar/${host.username}/`,
    path: `/calendar/${host.username}/`,
    mailed: event.url.searchParams.get("said") === "mailed",
  };
};

export const actions: Actions = {
  default: async (event) => {
    const host = signedIn(event);
    const { app } = event.locals;
    const typed = typedFrom(await event.request.formData());
    const { schedule, type, untouched } = await startOf(app.kv, host);
    const wish = wishOf(typed, untouched ? schedule?.id ?? null : null, type?.id ?? null);
    if (!wish.ok) return failWith(wish.refusal, typed, host.language);
    const done = await welcome(app, host.id, wish.value);
    if (!done.ok) return failWith(done.refusal, typed, host.language);
    const mailed = wish.value.email !== null && app.sendMail !== null;
    redirect(303, `/dashboard/welcome${mailed ? "?said=mailed" : ""}`);
  },
};

/** What is already there for a new host; hours that are the same on every day may be set on this page. */
async function startOf(kv: Deno.Kv, host: Host) {
  const [schedule = null] = await listSchedules(kv, host.id);
  const [type = null] = await listEventTypes(kv, host.id);
  const rules = schedule?.rules ?? [];
  const windows = new Set(rules.map(({ from, to }) => `${from}-${to}`));
  const days = new Set(rules.map(({ weekday }) => weekday));
  return { schedule, type, untouched: windows.size <= 1 && days.size === rules.length };
}
