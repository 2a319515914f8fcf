import { error } from "@sveltejs/kit";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { formatShortWhen, formatTime } from "$lib/i18n/date-time.ts";
import { readSmallDay } from "$lib/server/views/day-column.ts";
import { explainDay } from "$lib/server/availability/explain.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { messages } from "$lib/i18n/messages.ts";
import { askedStart } from "./asked-start.ts";
import type { PageServerLoad } from "./$types";
import { findBlockers } from "$lib/server/availability/blockers.ts";
import { toSlotRanges } from "./slot-ranges.ts";
import { reasonText } from "./reason-text.ts";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const all = messages(host.language);
  const words = all.dashboard.troubleshoot;
  const query = event.url.searchParams;
  const types = await listEventTypes(app.kv, host.id);
  const typeId = query.get("type");
  const type = typeId ? types.find(({ id }) => id === typeId) : types[0];
  if (typeId && !type) error(404, all.refusals.sentences["not-found"]);
  const page = {
    title: words.title,
    words,
    calendar: all.dashboard.calendar.column,
    tabs: all.dashboard.availability.tabs,
    types: types.map(({ id, title }) => ({ id, title })),
  };
  if (!type) return { ...page, answer: null };

  const reader = { zone: host.zone, language: host.language, hourCycle: host.hourCycle };
  const { start, date, minutes, addressOf, shown } = askedStart(query, type, reader, app.now());
  const explanation = await explainDay(app, { host, type, minutes, requested: start });
  const blockers = await findBlockers(app, host, explanation, date);
  const time = { start, end: start + minutes * MINUTE };
  return {
    ...page,
    answer: {
      column: await readSmallDay(app, host, { time, proposed: { ...time, title: type.title } }),
      ...shown,
      when: formatShortWhen(start, reader),
      offered: explanation.requested?.reasons.length === 0,
      reasons: (explanation.requested?.reasons ?? []).map((reason) =>
        reasonText(reason, { explanation, blockers, words, reader, type, date })
      ),
      unreachable: blockers.unreachable,
      stretches: toSlotRanges(explanation.starts).map((stretch) => ({
        code: stretch.code,
        n: stretch.n,
        label: stretch.n === 1
          ? formatTime(stretch.first, reader)
          : `${formatTime(stretch.first, reader)} – ${formatTime(stretch.last, reader)}`,
        href: addressOf(stretch.first),
        current: stretch.first <= start && start <= stretch.last,
      })),
    },
  };
};
