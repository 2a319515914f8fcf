import { redirect } from "@sveltejs/kit";
import { brandOfBooking } from "$lib/server/branding/brand.ts";
import { requireGuestBooking } from "$lib/server/views/guest-page.ts";
import { guestBookingView } from "$lib/server/views/guest-booking-view.ts";
import { redirectAfterBooking } from "$lib/server/views/redirect.ts";
import { speak } from "$lib/server/http/page-language.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import type { PageServerLoad } from "./$types";

// A page between the form and the host's URL: a form may not redirect to another origin (CSP form-action).
export const csr = false;

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { app } = locals;
  const { booking, ...people } = await requireGuestBooking({ locals, params, url });
  const target = await redirectAfterBooking(app, booking);
  if (!target) redirect(303, `/booking/${params.token}`);
  const { redirect: words } = messages(booking.guest.language).booking;
  const view = guestBookingView(app, booking, people, params.token);
  const { title, date, time, address } = view;
  return {
    title,
    when: `${date}, ${time}`,
    words: {
      ...words,
      go: format(words.continue, { place: target.hostname }),
      text: format(words.text, { name: view.host, place: target.hostname }),
    },
    target,
    ...speak(locals, booking.guest.language),
    brand: await brandOfBooking(app, booking, people),
    own: `/booking/${params.token}`,
    address,
  };
};
