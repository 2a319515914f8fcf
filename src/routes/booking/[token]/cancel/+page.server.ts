import { fail, redirect } from "@sveltejs/kit";
import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { isTooLate } from "$lib/scheduling/guest-deadlines.ts";
import { brandOfBooking } from "$lib/server/branding/brand.ts";
import { cancel, cancelFrom } from "$lib/server/bookings/index.ts";
import { cancellableFrom } from "$lib/server/bookings/change-series.ts";
import { laterDatesView } from "$lib/server/views/series-choice.ts";
import {
  canGuestChange,
  formatForGuest,
  requireGuestBooking,
} from "$lib/server/views/guest-page.ts";
import { statusOf } from "$lib/openapi/refusal-status.ts";
import { messageIn } from "$lib/server/http/message-in.ts";
import { refusalText } from "$lib/server/http/problem-details.ts";
import { actorName, hostNames } from "$lib/i18n/host-names.ts";
import { speak } from "$lib/server/http/page-language.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Actions, PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { app } = locals;
  const { booking, hosts, pagePath } = await requireGuestBooking({ locals, params, url });
  if (!canGuestChange(app, booking)) redirect(303, `/booking/${params.token}`);
  const words = messages(booking.guest.language).booking.cancel;
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

export const actions: Actions = {
  default: async ({ locals, params, request, url }) => {
    const { app } = locals;
    const { booking } = await requireGuestBooking({ locals, params, url });
    const { booking: words } = messages(booking.guest.language);
    const form = await request.formData();
    const { entered, read } = messageIn(form, "reason");
    if (!read.ok) {
      const { fields } = refusalText(read.refusal, booking.guest.language);
      return fail(422, { message: "", reason: entered, error: fields.reason ?? "" });
    }
    const reason = read.value;
    const revision = Number(form.get("revision"));
    const dates = form.get("which") === "later"
      ? await cancelFrom(app, booking, { by: { actor: "guest" }, reason, revision })
      : [];
    const outcome = dates.find(({ outcome }) => !outcome.ok)?.outcome ?? dates[0]?.outcome ??
      await cancel(app, booking.id, { by: { actor: "guest" }, reason, revision });
    if (outcome.ok) redirect(303, `/booking/${params.token}`);
    const { code } = outcome.refusal;
    if (code.startsWith("already-") || code === "expired") {
      redirect(303, `/booking/${params.token}`);
    }
    const message = code === "changed"
      ? words.cancel.changed
      : refusalText(outcome.refusal, booking.guest.language).sentence;
    return fail(statusOf[code], { message, reason: entered, error: "" });
  },
};
