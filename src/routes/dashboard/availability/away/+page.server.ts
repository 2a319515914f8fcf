import { redirect } from "@sveltejs/kit";
import { dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { TimeOffWish } from "$lib/scheduling/exceptions.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { addDays } from "$lib/scheduling/day.ts";
import { failWith, signedIn } from "$lib/server/http.ts";
import * as hostRules from "$lib/server/host-rules.ts";
import { getHostRules } from "$lib/server/store/host-rules.ts";
import { listHolds } from "$lib/server/store/ledger.ts";
import { wordsFor } from "$lib/words/index.ts";
import { dateInWords } from "../date-words.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const host = signedIn(event);
  const { app } = event.locals;
  const words = wordsFor(host.language).dashboard.hours;
  await app.checkLedger(host.id);
  const { timeOff, holidays } = await getHostRules(app.kv, host.id);
  const today = dateAt(app.now(), host.zone);
  const coming = timeOff.filter(({ last }) => last >= today);
  return {
    title: words.away.title,
    words,
    today,
    timeOff: await Promise.all(coming.map(async ({ id, first, last, name }) => ({
      id,
      name,
      days: first === last ? dateInWords(first) : `${dateInWords(first)} – ${dateInWords(last)}`,
      booked: (await listHolds(app.kv, host.id, {
        start: startOfDay(first, host.zone),
        end: startOfDay(addDays(last, 1), host.zone),
      })).filter(({ slot, until }) => !slot.endsWith(":move") && (until ?? Infinity) > app.now())
        .length,
    }))),
    holidays: holidays.filter(({ date }) => date >= today)
      .map(({ date, name }) => ({ date, name, day: dateInWords(date) })),
    said: saidOf(event.url.searchParams),
  };
};

/** How many holidays were taken over just now; null where something else or nothing was saved. */
function saidOf(query: URLSearchParams): { taken: number | null } | null {
  if (!query.has("said")) return null;
  const taken = Number(query.get("taken"));
  return { taken: query.has("taken") && Number.isInteger(taken) ? taken : null };
}

export const actions: Actions = {
  add: async (event) => {
    const host = signedIn(event);
    const form = await event.request.formData();
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const typed = { first: text("first"), last: text("last"), name: text("name") };
    const wish = parse(TimeOffWish, { ...typed, last: typed.last || typed.first });
    if (!wish.ok) return failWith(wish.refusal, typed, host.language);
    const added = await hostRules.addTimeOff(event.locals.app, host.id, wish.value);
    if (!added.ok) return failWith(added.refusal, typed, host.language);
    redirect(303, "/dashboard/availability/away?said=saved");
  },

  remove: async (event) => {
    const host = signedIn(event);
    const id = String((await event.request.formData()).get("id"));
    const gone = await hostRules.removeTimeOff(event.locals.app, host.id, id);
    if (!gone.ok) return failWith(gone.refusal, { first: "", last: "", name: "" }, host.language);
    redirect(303, "/dashboard/availability/away?said=saved");
  },

  open: async (event) => {
    const host = signedIn(event);
    const dates = (await event.request.formData()).getAll("date").map(String);
    const gone = await hostRules.removeHolidays(event.locals.app, host.id, dates);
    if (!gone.ok) return failWith(gone.refusal, { first: "", last: "", name: "" }, host.language);
    redirect(303, "/dashboard/availability/away?said=saved");
  },
};
