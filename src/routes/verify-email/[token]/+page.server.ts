import { error, fail, redirect } from "@sveltejs/kit";
import { isLiveBooking } from "$lib/scheduling/booking.ts";
import { awaitsVerificationToInvite } from "$lib/scheduling/extra-guests.ts";
import { stateOf } from "$lib/scheduling/booking-state.ts";
import {
  dateToVerify,
  findByVerificationToken,
  isReplacedLink,
  openGuestLink,
  verifyGuestEmail,
} from "$lib/server/bookings/index.ts";
import type { App as Invito } from "$lib/server/app.ts";
import { brandOfBooking } from "$lib/server/branding/brand.ts";
import { formatForGuest } from "$lib/server/views/guest-page.ts";
import { speak } from "$lib/server/http/page-language.ts";
import { statusOf } from "$lib/openapi/refusal-status.ts";
import { refusalText } from "$lib/server/http/problem-details.ts";
import { redirectAfterBooking } from "$lib/server/views/redirect.ts";
import { pickerPath } from "$lib/server/event-types/private-links.ts";
import { readPeople } from "$lib/server/changes/booking-people.ts";
import { actorName } from "$lib/i18n/host-names.ts";
import { format } from "$lib/i18n/format.ts";
import { languageOf, languages } from "$lib/scheduling/language.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Actions, PageServerLoad } from "./$types";

// A GET changes nothing, because mail scanners open links; the button does.
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { app } = locals;
  const { booking, link, hosts, pagePath } = await findBooking(app, params.token, url);
  const { verifyEmail } = messages(booking.guest.language).booking;
  const spoken = speak(locals, booking.guest.language);
  // Who has the old link may be a stranger: it tells nothing about the booking.
  if (isReplacedLink(booking, link)) {
    const { replacedTitle: title, replacedText: text } = verifyEmail;
    return { title, text, ...spoken, brand: null, shown: null };
  }
  const page = `/booking/${await openGuestLink(app, booking)}`;
  const waiting = await dateToVerify(app, booking);
  const isToInvite = awaitsVerificationToInvite(booking) && isLiveBooking(booking, app.now());
  if (!booking.emailUnverified && !isToInvite && !waiting) redirect(303, page);
  const words = isToInvite ? { ...verifyEmail, ...verifyEmail.toInvite } : verifyEmail;
  const state = stateOf(booking, app.now());
  const isOpen = isToInvite || waiting !== null;
  const said = isOpen ? "open" : state === "expired" ? "late" : "over";
  const named = {
    name: actorName(hosts, booking.team, booking.guest.language),
    email: booking.guest.email,
    guest: booking.guest.name,
  };
  const sentences = {
    open: [words.title, words.text],
    late: [words.lateTitle, words.lateText],
    over: [words.overTitle, words.overText],
  } as const;
  const [title, text] = sentences[said];
  return {
    title,
    text: format(text, named),
    ...spoken,
    brand: await brandOfBooking(app, booking, { hosts, pagePath }),
    shown: {
      words,
      isOpen,
      late: { title: words.lateTitle, text: format(words.lateText, named) },
      again: await pickerPath(app, booking, pagePath),
      type: booking.type.title,
      when: formatForGuest({ ...waiting ?? booking, guest: booking.guest }),
    },
  };
};

export const actions: Actions = {
  default: async ({ locals: { app }, params, url }) => {
    const { booking, link } = await findBooking(app, params.token, url);
    const proved = await verifyGuestEmail(app, booking.id, link);
    if (!proved.ok) {
      const { code } = proved.refusal;
      const { verifyEmail: words } = messages(booking.guest.language).booking;
      const error = code === "taken"
        ? words.taken
        : refusalText(proved.refusal, booking.guest.language).sentence;
      return fail(statusOf[code], { error, over: code === "taken" || code === "expired" });
    }
    const page = `/booking/${await openGuestLink(app, proved.value)}`;
    if (!booking.emailUnverified) redirect(303, page);
    redirect(303, await redirectAfterBooking(app, proved.value) ? `${page}/redirect` : page);
  },
};

async function findBooking(app: Invito, token: string, url: URL) {
  const found = await findByVerificationToken(app, token);
  const people = found && await readPeople(app, found.booking);
  const named = languageOf(url.searchParams.get("lang"));
  if (!found || !people?.hosts.length) {
    error(404, messages(named ?? languages[0]).refusals.sentences["not-found"]);
  }
  const { guest } = found.booking;
  const booking = { ...found.booking, guest: { ...guest, language: named ?? guest.language } };
  return { ...found, ...people, booking };
}
