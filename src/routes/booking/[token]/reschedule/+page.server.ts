import { fail, redirect } from "@sveltejs/kit";
import type { RescheduleFormResult, RescheduleView } from "$lib/components/reschedule-view.ts";
import { dateAt, isSupportedInstant } from "$lib/scheduling/day.ts";
import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { isTooLate } from "$lib/scheduling/guest-deadlines.ts";
import { canonicalZone } from "$lib/scheduling/zone-name.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import type { Refusal } from "$lib/scheduling/outcome.ts";
import { formatShortWhen } from "$lib/i18n/date-time.ts";
import { brandOfBooking } from "$lib/server/branding/brand.ts";
import { bookedPage } from "$lib/server/changes/booked-page.ts";
import { reschedulableFrom } from "$lib/server/bookings/change-series.ts";
import { movedBooking } from "$lib/server/views/moved-booking.ts";
import { noteRefusedMove } from "$lib/server/views/note-refused-move.ts";
import { laterDatesAt } from "$lib/server/views/series-choice.ts";
import { reschedule, rescheduleFrom } from "$lib/server/bookings/index.ts";
import { getBookedEventType } from "$lib/server/store/event-types.ts";
import {
  canGuestChange,
  formatForGuest,
  requireGuestBooking,
} from "$lib/server/views/guest-page.ts";
import { statusOf } from "$lib/openapi/refusal-status.ts";
import { refusalText } from "$lib/server/http/problem-details.ts";
import { isoInstant, parsePickerQuery, pickerHref } from "$lib/server/views/picker/picker-query.ts";
import { buildPicker } from "$lib/server/views/picker/build-picker.ts";
import { notePickerTime } from "$lib/server/views/picker/note-wanted.ts";
import { actorName, hostNames } from "$lib/i18n/host-names.ts";
import { speak } from "$lib/server/http/page-language.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import type { Actions, PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = async ({ locals, params, request, url }) => {
  const { app, client } = locals;
  const { booking, host, hosts, pagePath } = await requireGuestBooking({ locals, params, url });
  const back = `/booking/${params.token}`;
  if (!canGuestChange(app, booking)) redirect(303, back);
  const { language } = booking.guest;
  const name = actorName(hosts, booking.team, language);
  const who = hostNames(hosts, booking.team, language);
  const words = messages(booking.guest.language).booking;
  const type = await getBookedEventType(app.kv, booking);
  const closed = isTooLate(booking, "reschedule", app.now())
    ? "late" as const
    : type?.active
    ? null
    : "closed" as const;
  const spoken = speak(locals, language);
  const brand = await brandOfBooking(app, booking, { hosts, pagePath });
  const title = format(words.reschedule.title, { type: booking.type.title, name: who });
  const view: RescheduleView = {
    booking: back,
    revision: booking.revision,
    currentTime: formatForGuest(booking),
    effect: !isConfirmed(booking)
      ? "request"
      : type?.decision === "instant"
      ? "instant"
      : "needsApproval",
    unchanged: false,
    later: null,
  };
  const page = type && await bookedPage(app, booking, host, type);
  if (closed || !page) {
    return {
      title,
      words,
      ...spoken,
      brand,
      host: name,
      closed: closed ?? "closed",
      view,
      picker: null,
    };
  }

  const query = withGuestPreferences(url.searchParams, booking);
  const dates = await reschedulableFrom(app, booking);
  const rescheduled = movedBooking(booking, type, dates);
  const picker = await buildPicker(app, page, query, {
    rescheduled,
    region: locals.region,
    language,
  });
  notePickerTime(
    app,
    { page: page.address, link: null, bookingId: booking.id },
    { query: url.searchParams, view: picker },
    { request, client, viewerId: locals.host?.id ?? null },
  );
  const { slot } = parsePickerQuery(query);
  const unchanged = slot === booking.start;
  const later = laterDatesAt(booking, dates, slot, language);
  const { effect } = view;
  const holds = effect === "instant" && !picker.type.instant ? "needsApproval" : effect;
  const shown: RescheduleView = { ...view, unchanged, effect: holds, later };
  return { title, words, ...spoken, brand, host: name, closed, view: shown, picker };
};

export const actions: Actions = {
  default: async ({ locals, params, request, url }) => {
    const { app, client } = locals;
    const found = await requireGuestBooking({ locals, params, url });
    const { booking } = found;
    const form = await request.formData();
    const start = Date.parse(String(form.get("slot")));
    const zone = canonicalZone(String(form.get("tz")));
    if (!isSupportedInstant(start)) {
      const refusal: Refusal = { code: "invalid", fields: { slot: "start-invalid" } };
      return fail(422, rejectedForm(refusal, booking, url));
    }
    const revision = Number(form.get("revision"));
    const by = { actor: "guest" as const, ...(zone ? { zone } : {}) };
    const isAllLater = form.get("which") === "later";
    const [first, ...later] = isAllLater
      ? await rescheduleFrom(app, booking, { by, start, revision })
      : [];
    const outcome = first?.outcome ?? await reschedule(app, booking.id, {
      by,
      start,
      revision,
      key: null,
    });
    const kept = later.filter((each) => !each.outcome.ok).length;
    if (outcome.ok) redirect(303, `/booking/${params.token}${kept > 0 ? `?kept=${kept}` : ""}`);
    const { refusal } = outcome;
    const { code } = refusal;
    const origin = { request, client, viewerId: locals.host?.id ?? null };
    await noteRefusedMove(app, found, { refusal, start }, { ...origin, via: "form" });
    if (code.startsWith("already-") || code === "expired") {
      redirect(303, `/booking/${params.token}`);
    }
    return fail(statusOf[code], rejectedForm(refusal, booking, url));
  },
};

/** The guest's own zone and clock format where the URL names none, and the day of the booking. */
function withGuestPreferences(
  requested: URLSearchParams,
  { guest, start }: Booking,
): URLSearchParams {
  const query = new URLSearchParams(requested);
  if (!canonicalZone(query.get("tz") ?? "")) query.set("tz", guest.zone);
  if (!query.has("hours")) query.set("hours", String(guest.hourCycle));
  if (!["date", "month", "slot"].some((name) => query.has(name))) {
    query.set("date", dateAt(start, canonicalZone(query.get("tz") ?? "") ?? guest.zone));
  }
  return query;
}

function rejectedForm(refusal: Refusal, booking: Booking, url: URL): RescheduleFormResult {
  const { booking: words } = messages(booking.guest.language);
  const { code, alternatives = [] } = refusal;
  const query = withGuestPreferences(url.searchParams, booking);
  const ask = parsePickerQuery(query);
  const { language, hourCycle } = booking.guest;
  const reader = {
    zone: ask.zone ?? booking.guest.zone,
    language,
    hourCycle: ask.hourCycle ?? hourCycle,
  };
  const message = code === "changed"
    ? words.reschedule.changed
    : code === "taken" || code === "not-offered"
    ? words.form.taken
    : refusalText(refusal, language).sentence;
  return {
    message,
    alternatives: alternatives.map((start) => ({
      label: formatShortWhen(start, reader),
      href: pickerHref(ask, { slot: isoInstant(start) }),
    })),
  };
}
