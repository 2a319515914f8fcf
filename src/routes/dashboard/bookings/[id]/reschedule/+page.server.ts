import { redirect } from "@sveltejs/kit";
import { readerOf } from "$lib/server/views/host-picker.ts";
import { formatWhen } from "$lib/i18n/date-time.ts";
import { messages } from "$lib/i18n/messages.ts";
import { requireBooking, reschedule } from "../booking-actions.ts";
import { mayReschedule, movePage } from "./move-page.ts";
import type { Actions, PageServerLoad } from "./$types";

// The framework is not loaded: the page works without scripts, and `static/picker.js` makes it faster.
export const csr = false;

export const load: PageServerLoad = async (event) => {
  const { booking, host } = await requireBooking(event, { onlyHosts: true });
  const { app } = event.locals;
  const back = `/dashboard/bookings/${booking.id}`;
  if (!mayReschedule(app, booking, host)) redirect(303, back);
  const { booking: words, dashboard } = messages(host.language, app);
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

export const actions: Actions = { default: reschedule };
