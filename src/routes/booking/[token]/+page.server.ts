import { fail, redirect } from "@sveltejs/kit";
import * as v from "valibot";
import type { RefusedChange } from "$lib/components/booking-status-view.ts";
import { statusOf } from "$lib/openapi/refusal-status.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import { EmailAddress } from "$lib/scheduling/email-address.ts";
import { ExtraGuestsInput, guestsWithout, splitAddresses } from "$lib/scheduling/extra-guests.ts";
import { type Refusal, refused } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { refusalText } from "$lib/server/http/problem-details.ts";
import {
  changeExtraGuests,
  correctGuestEmail,
  sendVerificationAgain,
  withdrawRescheduleRequest,
} from "$lib/server/bookings/index.ts";
import { brandOfBooking } from "$lib/server/branding/brand.ts";
import { requireGuestBooking } from "$lib/server/views/guest-page.ts";
import { guestSeries } from "$lib/server/views/series-list.ts";
import { guestBookingView } from "$lib/server/views/guest-booking-view.ts";
import { privateLinkSecret } from "$lib/server/event-types/private-links.ts";
import { speak } from "$lib/server/http/page-language.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Actions, PageServerLoad } from "./$types";

/** The revision that a form showed. */
function revisionOf(form: FormData): { revision: number } {
  return { revision: Number(form.get("revision")) };
}

function refuseGuests(refusal: Refusal, { guest }: Booking, entered: string) {
  const { sentence, fields } = refusalText(refusal, guest.language);
  const refused: RefusedChange = {
    about: "guests",
    field: null,
    entered,
    error: fields["guests"] ?? sentence,
  };
  return fail(statusOf[refusal.code], refused);
}

function refuseEmail(refusal: Refusal, { guest }: Booking, entered: string) {
  const { sentence, fields } = refusalText(refusal, guest.language);
  const refused: RefusedChange = {
    about: "verification",
    field: fields["email"] ? "email" : null,
    entered,
    error: fields["email"] ?? sentence,
  };
  return fail(statusOf[refusal.code], refused);
}

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { app } = locals;
  const { booking, ...people } = await requireGuestBooking({ locals, params, url });
  const secret = await privateLinkSecret(app, booking);
  const view = guestBookingView(app, booking, people, params.token, secret);
  return {
    title: view.title,
    words: messages(booking.guest.language).booking.guest,
    view,
    series: await guestSeries(app, booking, Number(url.searchParams.get("kept"))),
    ...speak(locals, booking.guest.language),
    brand: await brandOfBooking(app, booking, people),
    events: `/booking/${params.token}/events`,
  };
};

export const actions: Actions = {
  addGuests: async ({ locals, params, request, url }) => {
    const { app } = locals;
    const { booking } = await requireGuestBooking({ locals, params, url });
    const form = await request.formData();
    const entered = String(form.get("guests") ?? "");
    const guests = parse(ExtraGuestsInput, [...booking.extraGuests, ...splitAddresses(entered)]);
    const changed = guests.ok
      ? await changeExtraGuests(app, booking.id, { guests: guests.value, ...revisionOf(form) })
      : refused("invalid", {
        fields: { guests: Object.values(guests.refusal.fields ?? {})[0] ?? "guests-invalid" },
      });
    if (!changed.ok) return refuseGuests(changed.refusal, booking, entered);
    redirect(303, `/booking/${params.token}#guests`);
  },

  removeGuest: async ({ locals, params, request, url }) => {
    const { app } = locals;
    const { booking } = await requireGuestBooking({ locals, params, url });
    const form = await request.formData();
    const guests = guestsWithout(booking.extraGuests, [String(form.get("guest") ?? "")]);
    const changed = await changeExtraGuests(app, booking.id, { guests, ...revisionOf(form) });
    if (!changed.ok) return refuseGuests(changed.refusal, booking, "");
    redirect(303, `/booking/${params.token}#guests`);
  },

  sendAgain: async ({ locals, params, url }) => {
    const { app } = locals;
    const { booking } = await requireGuestBooking({ locals, params, url });
    const sent = await sendVerificationAgain(app, booking.id);
    if (!sent.ok) return refuseEmail(sent.refusal, booking, "");
    redirect(303, `/booking/${params.token}#verification`);
  },

  correctEmail: async ({ locals, params, request, url }) => {
    const { app } = locals;
    const { booking } = await requireGuestBooking({ locals, params, url });
    const form = await request.formData();
    const entered = String(form.get("email") ?? "");
    const read = parse(v.object({ email: EmailAddress }), { email: entered });
    const corrected = read.ok
      ? await correctGuestEmail(app, booking.id, { ...read.value, ...revisionOf(form) })
      : read;
    if (!corrected.ok) return refuseEmail(corrected.refusal, booking, entered);
    redirect(303, `/booking/${params.token}#verification`);
  },

  /** Whatever the outcome, the page shows the current state of the booking. */
  withdrawReschedule: async ({ locals, params, url }) => {
    const { app } = locals;
    const { booking } = await requireGuestBooking({ locals, params, url });
    await withdrawRescheduleRequest(app, booking.id);
    redirect(303, `/booking/${params.token}`);
  },
};
