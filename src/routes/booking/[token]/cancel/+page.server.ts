import { redirect } from "@sveltejs/kit";
import * as v from "valibot";
import { Message } from "$lib/scheduling/many-lines.ts";
import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { isTooLate } from "$lib/scheduling/guest-deadlines.ts";
import { brandOfBooking } from "$lib/server/branding/brand.ts";
import { cancel, cancelFrom } from "$lib/server/bookings/index.ts";
import { cancellableFrom } from "$lib/server/bookings/change-series.ts";
import { laterDatesView } from "$lib/server/views/series-choice.ts";
import {
  canGuestChange,
  formatForGuest,
  guestOf,
  requireGuestBooking,
} from "$lib/server/views/guest-page.ts";
import { actionBy, backOnceAnswered, Revision } from "$lib/server/http/action.ts";
import { actorName, hostNames } from "$lib/i18n/host-names.ts";
import { speak } from "$lib/server/http/page-language.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Actions, PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { app } = locals;
  const { booking, hosts, pagePath } = await requireGuestBooking({ locals, params, url });
  if (!canGuestChange(app, booking)) redirect(303, `/booking/${params.token}`);
  const words = messages(booking.guest.language, app).booking.cancel;
  const isRequest = !isConfirmed(booking);
  const late = isTooLate(booking, "cancel", app.now());
  return {
    title: late ? words.lateTitle : isRequest ? words.withdrawTitle : words.title,
    words,
    ...speak(locals, booking.guest.language),
    brand: await brandOfBooking(app, booking, { hosts, pagePath }),
    host: actorName(hosts, booking.team, booking.guest.language),
    who: hostNames(hosts, booking.team, booking.guest.language),
    revision: booking.revision,
    later: laterDatesView(booking, await cancellableFrom(app, booking), booking.guest.language),
    isRequest,
    late,
    canReschedule: !isTooLate(booking, "reschedule", app.now()),
    type: { title: booking.type.title, colour: booking.type.colour },
    when: formatForGuest(booking),
  };
};

const Cancellation = v.object({ which: v.string(), reason: Message, revision: Revision });

export const actions: Actions = {
  default: actionBy(guestOf)(
    Cancellation,
    async ({ app, booking, page }, { which, ...input }) => {
      const cancellation = { ...input, by: { actor: "guest" as const } };
      const dates = which === "later" ? await cancelFrom(app, booking, cancellation) : [];
      const outcome = dates.find(({ outcome }) => !outcome.ok)?.outcome ?? dates[0]?.outcome ??
        await cancel(app, booking.id, cancellation);
      return backOnceAnswered(outcome, page);
    },
    {
      says: ({ code }, { language }) =>
        code === "changed" ? messages(language).booking.cancel.changed : null,
      done: (_, { page }) => page,
    },
  ),
};
