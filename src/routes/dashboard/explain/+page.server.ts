import { error } from "@sveltejs/kit";
import { addDays, boundary, dateAt } from "$lib/scheduling/day.ts";
import { isDate } from "$lib/scheduling/month.ts";
import { readWallTime } from "$lib/scheduling/wall-time.ts";
import { shortDate, timeOfDay } from "$lib/scheduling/wording.ts";
import { explainDay } from "$lib/server/explaining.ts";
import { signedIn } from "$lib/server/http.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { wordsFor } from "$lib/words/index.ts";
import { dateInWords } from "../availability/date-words.ts";
import type { PageServerLoad } from "./$types";
import { culpritsOf } from "./culprits.ts";
import { dayInStretches } from "./stretches.ts";
import { toldOf } from "./told.ts";

export const load: PageServerLoad = async (event) => {
  const host = signedIn(event);
  const { app } = event.locals;
  const all = wordsFor(host.language);
  const words = all.dashboard.explain;
  const query = event.url.searchParams;
  const types = await listEventTypes(app.kv, host.id);
  const typeId = query.get("type");
  const type = typeId ? types.find(({ id }) => id === typeId) : types[0];
  if (typeId && !type) error(404, all.refusals.sentences["not-found"]);
  const page = {
    title: words.title,
    words,
    tabs: all.dashboard.hours.tabs,
    types: types.map(({ id, title }) => ({ id, title })),
  };
  if (!type) return { ...page, answer: null };

  const now = app.now();
  const reader = { zone: host.zone, language: host.language, hourCycle: host.hourCycle };
  const tomorrow = addDays(dateAt(now, host.zone), 1);
  const date = isDate(query.get("date") ?? "") ? query.get("date")! : tomorrow;
  const minute = readWallTime(query.get("time") ?? "", "from") ?? 9 * 60;
  const length = Number(query.get("minutes"));
  const minutes = type.durations.includes(length) ? length : type.durations[0]!;
  const start = boundary(date, minute, host.zone, "start");

  const explanation = await explainDay(app, host, type, minutes, start);
  const culprits = await culpritsOf(app, host, explanation, date);
  const address = (change: { date?: string; time?: string }) =>
    `?${new URLSearchParams({ type: type.id, minutes: String(minutes), date, ...change })}`;
  const clock = (instant: number) => timeOfDay(instant, { ...reader, hourCycle: 24 });
  return {
    ...page,
    answer: {
      typeId: type.id,
      typeTitle: type.title,
      active: type.active,
      durations: type.durations,
      minutes,
      date,
      day: dateInWords(date),
      time: clock(start),
      when: `${shortDate(start, reader)}, ${timeOfDay(start, reader)}`,
      offered: explanation.asked?.reasons.length === 0,
      reasons: (explanation.asked?.reasons ?? []).map((reason) =>
        toldOf(reason, { explanation, culprits, words, reader, type, date })
      ),
      unasked: culprits.unasked,
      before: address({ date: addDays(date, -1), time: clock(start) }),
      after: address({ date: addDays(date, 1), time: clock(start) }),
      stretches: dayInStretches(explanation.starts).map((stretch) => ({
        code: stretch.code,
        n: stretch.n,
        label: stretch.n === 1
          ? timeOfDay(stretch.first, reader)
          : `${timeOfDay(stretch.first, reader)} – ${timeOfDay(stretch.last, reader)}`,
        href: address({ time: clock(stretch.first) }),
        current: stretch.first <= start && start <= stretch.last,
      })),
    },
  };
};
