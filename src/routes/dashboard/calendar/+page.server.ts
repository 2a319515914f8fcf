import type { Host } from "$lib/scheduling/host.ts";
import { messages } from "$lib/i18n/messages.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { actionBy } from "$lib/server/http/action.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { NewTime, requireBooking, rescheduleTo } from "../bookings/[id]/booking-actions.ts";
import { decideAction } from "../decide-action.ts";
import { decidedMessage } from "../decided-message.ts";
import { cardOf } from "./week-card.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  event.depends("live:host");
  const { app } = event.locals;
  const { searchParams: query } = event.url;
  const card = await cardOf(app, host, query.get("booking"), query.get("to"));
  return {
    card: card && { ...card, words: cardWords(app, host) },
    done: (await decidedMessage(app, host, query))?.text ?? null,
  };
};

function cardWords(app: App.Locals["app"], { language }: Host) {
  const { inbox, calendar, weekCard } = messages(language, app).dashboard;
  return {
    ...weekCard,
    answerBy: calendar.answerBy,
    status: inbox.status,
    decide: inbox.decide,
    propose: inbox.booking.propose.open,
    proposed: inbox.booking.propose.done,
    conflict: inbox.booking.reschedule.conflict,
    moveAnyway: inbox.booking.reschedule.forceConfirm,
  };
}

/** The same week, with what was done there. */
const here = ({ id }: { id: string }, { event }: { event: { url: URL } }) => {
  const query = new URLSearchParams({ done: id });
  for (const name of ["date", "hours"]) {
    const value = event.url.searchParams.get(name);
    if (value) query.set(name, value);
  }
  return `/dashboard/calendar?${query}`;
};

const onBooking = actionBy(({ locals, url }) =>
  requireBooking({ locals, url, params: { id: url.searchParams.get("booking") ?? "" } })
);

export const actions: Actions = {
  confirm: decideAction(bookings.confirm, here, here),
  reject: decideAction(bookings.reject, here, here),
  move: onBooking(NewTime, rescheduleTo, {
    kept: ({ booking }, { acknowledged = [] }) => ({
      id: "",
      message: "",
      detail: "",
      moved: booking.id,
      acknowledged: acknowledged.join(" "),
    }),
    done: (_, call) => here(call.booking, call),
  }),
};
