import { error, fail, redirect } from "@sveltejs/kit";
import { readerOf } from "$lib/server/views/host-picker.ts";
import { formatWhen } from "$lib/i18n/date-time.ts";
import { messages } from "$lib/i18n/messages.ts";
import { statusOf } from "$lib/openapi/refusal-status.ts";
import { actsAs } from "$lib/server/changes/team-rights.ts";
import { refusalText, requireHost } from "$lib/server/http/problem-details.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { keptIn, rescheduleAction } from "../booking-actions.ts";
import { mayReschedule, movePage } from "./move-page.ts";
import type { Actions, PageServerLoad } from "./$types";

// The framework is not loaded: the page works without scripts, and `static/picker.js` makes it faster.
export const csr = false;

export const load: PageServerLoad = async (event) => {
  const { booking, host } = await findBooking(event);
  const { app } = event.locals;
  const back = `/dashboard/bookings/${booking.id}`;
  if (!mayReschedule(app, booking, host)) redirect(303, back);
  const { booking: words, dashboard } = messages(host.language);
  return {
    title: words.propose.move.title,
    booking: words,
    calendar: dashboard.calendar.column,
    conflicts: dashboard.inbox.booking.reschedule,
    back,
    guest: booking.guest.name,
    revision: booking.revision,
    current: formatWhen(booking, readerOf(host)),
    ...await movePage(app, booking, host, {
      asked: event.url.searchParams,
      region: event.locals.region,
    }),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { booking, host } = await findBooking(event);
    const { app } = event.locals;
    const form = await event.request.formData();
    const outcome = await rescheduleAction(app, booking, host, form);
    if (outcome.ok) {
      const after = await getBooking(app.kv, booking.id);
      const mayRead = after && await actsAs(app.kv, after, host.id);
      redirect(
        303,
        mayRead
          ? `/dashboard/bookings/${booking.id}?notice=rescheduled${keptIn(outcome.value)}`
          : "/dashboard",
      );
    }
    const { code, acknowledged = [] } = outcome.refusal;
    const { sentence } = refusalText(outcome.refusal, host.language);
    return fail(statusOf[code], {
      code,
      sentence,
      acknowledged: acknowledged.join(" "),
      isLater: form.get("which") === "later",
    });
  },
};

/** The booking of one of its hosts; a manager who is none reschedules nothing. */
async function findBooking(
  event: { locals: App.Locals; url: URL; params: { id: string } },
) {
  const host = requireHost(event);
  const booking = await getBooking(event.locals.app.kv, event.params.id);
  if (!booking?.hosts.includes(host.id)) {
    error(404, messages(host.language).refusals.sentences["not-found"]);
  }
  return { booking, host };
}
