import * as v from "valibot";
import type { RefusedChange } from "$lib/components/booking-status-view.ts";
import { EmailAddress } from "$lib/scheduling/email-address.ts";
import { ExtraGuestsInput, guestsWithout, splitAddresses } from "$lib/scheduling/extra-guests.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { actionBy, Revision } from "$lib/server/http/action.ts";
import {
  changeExtraGuests,
  correctGuestEmail,
  sendVerificationAgain,
  withdrawRescheduleRequest,
} from "$lib/server/bookings/index.ts";
import { brandOfBooking } from "$lib/server/branding/brand.ts";
import { guestOf, requireGuestBooking } from "$lib/server/views/guest-page.ts";
import { guestSeries } from "$lib/server/views/series-list.ts";
import {
  agreesToProposed,
  guestBookingView,
  lastMove,
} from "$lib/server/views/guest-booking-view.ts";
import { privateLinkSecret } from "$lib/server/event-types/private-links.ts";
import { speak } from "$lib/server/http/page-language.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { app } = locals;
  const { booking, ...people } = await requireGuestBooking({ locals, params, url });
  const secret = await privateLinkSecret(app, booking);
  const view = guestBookingView(app, booking, people, params.token, {
    secret,
    was: await lastMove(app, booking),
    agrees: await agreesToProposed(app, booking),
  });
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

const byGuest = actionBy(guestOf);
/** Where the outcome of a form is shown. */
const at = (about: RefusedChange["about"]) => ({
  kept: { about, guests: "", email: "" },
  done: (_: unknown, { page }: { page: string }) => `${page}#${about}`,
});

export const actions: Actions = {
  addGuests: byGuest(
    v.object({ guests: v.string(), revision: Revision }),
    async ({ app, booking }, { guests: entered, revision }) => {
      const guests = parse(ExtraGuestsInput, [...booking.extraGuests, ...splitAddresses(entered)]);
      if (guests.ok) {
        return await changeExtraGuests(app, booking.id, { guests: guests.value, revision });
      }
      const [error = "guests-invalid"] = Object.values(guests.refusal.fields ?? {});
      return refused("invalid", { fields: { guests: error } });
    },
    at("guests"),
  ),

  removeGuest: byGuest(
    v.object({ guest: v.string(), revision: Revision }),
    ({ app, booking }, { guest, revision }) => {
      const guests = guestsWithout(booking.extraGuests, [guest]);
      return changeExtraGuests(app, booking.id, { guests, revision });
    },
    at("guests"),
  ),

  sendAgain: byGuest(
    v.object({}),
    ({ app, booking }) => sendVerificationAgain(app, booking.id),
    at("verification"),
  ),

  correctEmail: byGuest(
    v.object({ email: EmailAddress, revision: Revision }),
    ({ app, booking }, input) => correctGuestEmail(app, booking.id, input),
    at("verification"),
  ),

  /** Whatever the outcome, the page shows the current state of the booking. */
  withdrawReschedule: byGuest(
    v.object({}),
    async ({ app, booking }) => {
      await withdrawRescheduleRequest(app, booking.id);
      return accepted(null);
    },
    { ...at("verification"), done: (_, { page }) => page },
  ),
};
