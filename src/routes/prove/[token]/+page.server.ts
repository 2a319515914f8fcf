import { error, fail, redirect } from "@sveltejs/kit";
import { isLiveBooking } from "$lib/scheduling/booking.ts";
import { findUnproved, openGuestLink, prove } from "$lib/server/bookings.ts";
import type { App as Invito } from "$lib/server/app.ts";
import { guestWhen } from "$lib/server/guest-door.ts";
import { statusOf, told } from "$lib/server/http.ts";
import { onwardFrom } from "$lib/server/onward.ts";
import { pickerBehind } from "$lib/server/private-links.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { wordsFor } from "$lib/words/index.ts";
import type { Actions, PageServerLoad } from "./$types";

// Programs that read mail open links: looking changes nothing, the button does.
export const load: PageServerLoad = async ({ locals: { app }, params }) => {
  const { booking, host } = await behind(app, params.token);
  const page = `/booking/${await openGuestLink(app, booking)}`;
  const open = booking.unproved === true && isLiveBooking(booking, app.now());
  if (!booking.unproved) redirect(303, page);
  const words = wordsFor(booking.guest.language).booking.prove;
  return {
    title: words.title,
    words,
    open,
    page,
    again: await pickerBehind(app, booking, host),
    named: { name: host.name, email: booking.guest.email, guest: booking.guest.name },
    type: booking.type.title,
    when: guestWhen(booking),
  };
};

export const actions: Actions = {
  default: async ({ locals: { app }, params }) => {
    const { booking } = await behind(app, params.token);
    const proved = await prove(app, booking.id);
    if (!proved.ok) {
      const { code } = proved.refusal;
      const { prove: words } = wordsFor(booking.guest.language).booking;
      const trouble = code === "taken" ? words.taken : told(proved.refusal).sentence;
      return fail(statusOf[code], { trouble, over: code === "taken" || code === "expired" });
    }
    const page = `/booking/${await openGuestLink(app, proved.value)}`;
    redirect(303, await onwardFrom(app, proved.value) ? `${page}/onward` : page);
  },
};

async function behind(app: Invito, token: string) {
  const booking = await findUnproved(app, token);
  const host = booking && await getHost(app.kv, booking.hosts[0]!);
  if (!booking || !host) error(404, wordsFor("en").refusals.sentences["not-found"]);
  return { booking, host };
}
