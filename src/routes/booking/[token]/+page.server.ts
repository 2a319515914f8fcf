import { redirect } from "@sveltejs/kit";
import { withdrawRescheduleRequest } from "$lib/server/bookings/index.ts";
import { requireGuestBooking } from "$lib/server/bookings/guest-page.ts";
import { guestBookingView } from "$lib/server/bookings/guest-booking-view.ts";
import { privateLinkSecret } from "$lib/server/event-types/private-links.ts";
import { speak } from "$lib/server/http/page-language.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals, params }) => {
  const { app } = locals;
  const { booking, ...people } = await requireGuestBooking(app, params.token);
  const secret = await privateLinkSecret(app, booking);
  const view = guestBookingView(app, booking, people, params.token, secret);
  return {
    title: view.title,
    words: messages(booking.guest.language).booking.guest,
    view,
    frame: speak(locals, booking.guest.language),
    events: `/booking/${params.token}/events`,
  };
};

export const actions: Actions = {
  /** Whatever the outcome, the page shows the current state of the booking. */
  withdrawReschedule: async ({ locals: { app }, params }) => {
    const { booking } = await requireGuestBooking(app, params.token);
    await withdrawRescheduleRequest(app, booking.id);
    redirect(303, `/booking/${params.token}`);
  },
};
