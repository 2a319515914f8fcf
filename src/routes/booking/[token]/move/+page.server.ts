import { fail, redirect } from "@sveltejs/kit";
import type { MoveAnswer, MoveView } from "$lib/components/move-view.ts";
import { isInReach } from "$lib/scheduling/day.ts";
import { isTooLate } from "$lib/scheduling/guest-rights.ts";
import { zoneNamed } from "$lib/scheduling/zone-name.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import type { Refusal } from "$lib/scheduling/outcome.ts";
import { shortDate, timeOfDay } from "$lib/scheduling/wording.ts";
import { agreedType, move } from "$lib/server/bookings.ts";
import { behindGuestLink, canChange, guestWhen } from "$lib/server/guest-door.ts";
import { statusOf, told } from "$lib/server/http.ts";
import { hrefOf, isoOf, readAsk } from "$lib/server/picker/ask.ts";
import { showPicker } from "$lib/server/picker/show.ts";
import { wordsFor } from "$lib/words/index.ts";
import { say } from "$lib/words/say.ts";
import type { Actions, PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = async ({ locals: { app }, params, url }) => {
  const { booking, host } = await behindGuestLink(app, params.token);
  const page = `/booking/${params.token}`;
  if (!canChange(app, booking)) redirect(303, page);
  const words = wordsFor(booking.guest.language).booking;
  const type = await agreedType(app.kv, booking);
  const closed = isTooLate(booking, "move", app.now())
    ? "late" as const
    : type?.active
    ? null
    : "closed" as const;
  const title = say(words.move.title, { type: booking.type.title, name: host.name });
  const view: MoveView = {
    booking: page,
    revision: booking.revision,
    was: guestWhen(booking),
    effect: booking.status === "PENDING"
      ? "request"
      : type?.decision === "instant"
      ? "atOnce"
      : "asks",
    same: false,
  };
  if (closed || !type) return { title, words, host: host.name, closed, view, picker: null };

  const query = asGuest(url.searchParams, booking);
  const picker = await showPicker(app, host, type, query, {
    minutes: (booking.end - booking.start) / 60_000,
    bookingId: booking.id,
  });
  const same = readAsk(query).slot === booking.start;
  const { effect } = view;
  const holds = effect === "atOnce" && !picker.type.instant ? "asks" : effect;
  return { title, words, host: host.name, closed, view: { ...view, same, effect: holds }, picker };
};

export const actions: Actions = {
  default: async ({ locals: { app }, params, request, url }) => {
    const { booking } = await behindGuestLink(app, params.token);
    const form = await request.formData();
    const start = Date.parse(String(form.get("slot")));
    const zone = zoneNamed(String(form.get("tz")));
    if (!isInReach(start)) {
      const refusal: Refusal = { code: "invalid", fields: { slot: "start-invalid" } };
      return fail(422, answerOf(refusal, booking, url));
    }
    const outcome = await move(app, booking.id, {
      by: { actor: "guest", ...(zone ? { zone } : {}) },
      start,
      revision: Number(form.get("revision")),
      key: null,
    });
    if (outcome.ok) redirect(303, `/booking/${params.token}`);
    const { code } = outcome.refusal;
    if (code.startsWith("already-") || code === "expired") {
      redirect(303, `/booking/${params.token}`);
    }
    return fail(statusOf[code], answerOf(outcome.refusal, booking, url));
  },
};

/** The guest's own zone and clock where the address names none. */
function asGuest(asked: URLSearchParams, { guest }: Booking): URLSearchParams {
  const query = new URLSearchParams(asked);
  if (!zoneNamed(query.get("tz") ?? "")) query.set("tz", guest.zone);
  if (!query.has("hours")) query.set("hours", String(guest.hourCycle));
  return query;
}

function answerOf(refusal: Refusal, booking: Booking, url: URL): MoveAnswer {
  const { booking: words } = wordsFor(booking.guest.language);
  const { code, alternatives = [] } = refusal;
  const query = asGuest(url.searchParams, booking);
  const ask = readAsk(query);
  const { language, hourCycle } = booking.guest;
  const reader = {
    zone: ask.zone ?? booking.guest.zone,
    language,
    hourCycle: ask.hours ?? hourCycle,
  };
  const message = code === "changed"
    ? words.move.changed
    : code === "taken" || code === "not-offered"
    ? words.form.taken
    : told(refusal).sentence;
  return {
    message,
    alternatives: alternatives.map((start) => ({
      label: `${shortDate(start, reader)}, ${timeOfDay(start, reader)}`,
      href: hrefOf(ask, { slot: isoOf(start) }),
    })),
  };
}
