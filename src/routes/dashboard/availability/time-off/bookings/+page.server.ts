import { error } from "@sveltejs/kit";
import * as v from "valibot";
import type { Booking } from "$lib/scheduling/booking.ts";
import { isUndecided, stateOf } from "$lib/scheduling/booking-state.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { Message } from "$lib/scheduling/many-lines.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { formatWhen } from "$lib/i18n/date-time.ts";
import { messages } from "$lib/i18n/messages.ts";
import {
  clearFromDays,
  type Days,
  isItselfOn,
  listOnDays,
} from "$lib/server/bookings/clear-time-off.ts";
import { parseDays } from "$lib/server/bookings/parse-days.ts";
import { actionBy } from "$lib/server/http/action.ts";
import { refusalText, requireHost } from "$lib/server/http/problem-details.ts";
import { localeOf } from "../../../booking-rows.ts";
import { formatPlainDate } from "../../format-date.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const days = daysOf(event.url, host);
  const words = messages(host.language, app).dashboard.availability.timeOff.clear;
  const { live, ended } = await listOnDays(app, host, days);
  const now = app.now();
  return {
    title: words.title,
    words,
    days: days.first === days.last
      ? formatPlainDate(days.first, host)
      : `${formatPlainDate(days.first, host)} – ${formatPlainDate(days.last, host)}`,
    live: live.map((booking) => rowOf(booking, host, { days, now })),
    ended: ended.map(({ id, guest }) => ({ id, name: guest.name })),
    isDone: event.url.searchParams.has("done"),
  };
};

function rowOf(booking: Booking, host: Host, { days, now }: { days: Days; now: number }) {
  const state = stateOf(booking, now);
  const isMove = state === "reschedule-requested" && !isItselfOn(booking, host, days);
  return {
    id: booking.id,
    name: booking.guest.name,
    type: booking.type.title,
    team: booking.team?.name ?? null,
    mode: booking.team?.mode ?? null,
    when: formatWhen(isMove ? booking.rescheduleRequest! : booking, localeOf(host)),
    kind: isMove ? "move" as const : isUndecided(booking) ? "request" as const : "booking" as const,
  };
}

const Chosen = v.object({
  id: v.pipe(
    v.array(v.string()),
    v.transform((ids) => [...new Set(ids)]),
    v.minLength(1, "choose-bookings"),
  ),
  message: Message,
});

/** With the days of the address, and the bookings that could not be cleared. */
const onDays = actionBy((event) => {
  const host = requireHost(event), kept: { id: string; why: string }[] = [];
  return { host, days: daysOf(event.url, host), kept };
});

export const actions: Actions = {
  /** Each booking is a commit of its own, so what was reached stays done, whatever ends the request. */
  default: onDays(
    Chosen,
    async ({ app, host, days, kept }, { id: ids, message }) => {
      for (const id of ids) {
        const outcome = await clearFromDays(app, id, { host, days, message });
        if (outcome.ok || outcome.refusal.code.startsWith("already-")) continue;
        kept.push({ id, why: refusalText(outcome.refusal, host.language).sentence });
      }
      return kept.length ? refused("changed") : accepted(null);
    },
    {
      kept: ({ kept }) => ({ kept }),
      done: (_, { days }) => `?first=${days.first}&last=${days.last}&done`,
    },
  ),
};

/** The days of the address; other addresses are not found. */
function daysOf({ searchParams }: URL, host: Host): Days {
  const days = parseDays(searchParams.get("first"), searchParams.get("last"));
  if (!days) error(404, messages(host.language).refusals.sentences["not-found"]);
  return days;
}
