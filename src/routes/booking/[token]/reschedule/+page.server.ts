import { redirect } from "@sveltejs/kit";
import type { RescheduleView } from "$lib/components/reschedule-view.ts";
import * as v from "valibot";
import { dateAt, isSupportedInstant } from "$lib/scheduling/day.ts";
import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { proposerOf, typeAt } from "$lib/scheduling/proposed-times.ts";
import { isTooLate } from "$lib/scheduling/guest-deadlines.ts";
import { canonicalZone } from "$lib/scheduling/zone-name.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { formatShortWhen } from "$lib/i18n/date-time.ts";
import { brandOfBooking } from "$lib/server/branding/brand.ts";
import { bookedPage } from "$lib/server/changes/booked-page.ts";
import { reschedulableFrom } from "$lib/server/bookings/change-series.ts";
import { movedBooking } from "$lib/server/views/moved-booking.ts";
import { noteRefusedMove } from "$lib/server/views/note-refused-move.ts";
import { laterDatesAt } from "$lib/server/views/series-choice.ts";
import { isAgreed, reschedule, rescheduleFrom } from "$lib/server/bookings/index.ts";
import { getBookedEventType } from "$lib/server/store/event-types.ts";
import {
  canGuestChange,
  formatForGuest,
  guestOf,
  requireGuestBooking,
} from "$lib/server/views/guest-page.ts";
import { actionBy, backOnceAnswered, Revision } from "$lib/server/http/action.ts";
import { isoInstant, parsePickerQuery, pickerHref } from "$lib/server/views/picker/picker-query.ts";
import { withNotes } from "$lib/server/views/picker/with-notes.ts";
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
  const words = messages(booking.guest.language, app).booking;
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
  const query = withGuestPreferences(url.searchParams, booking);
  const { slot } = parsePickerQuery(query);
  const agreed = slot !== null && await isAgreed(app, booking, slot);
  const terms = agreed ? typeAt(type, booking, slot) : type;
  const page = terms && await bookedPage(app, booking, host, terms);
  // Nobody can take another time while one of the hosts is suspended.
  if (closed || !page || page.hosts.length === 0) {
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

  const dates = await reschedulableFrom(app, booking);
  const rescheduled = movedBooking(booking, page.type, dates);
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
  const unchanged = slot === booking.start;
  const later = laterDatesAt(booking, dates, slot, language);
  const { effect } = view;
  const { instant } = picker.type;
  const holds = agreed && instant
    ? "proposed"
    : effect === "instant" && !instant
    ? "needsApproval"
    : effect;
  const shown: RescheduleView = { ...view, unchanged, effect: holds, later };
  const current = isoInstant(booking.start);
  const { currentTime, proposedTime } = words.reschedule;
  const isProposed = (iso: string) => proposerOf(booking, Date.parse(iso)) !== null;
  const marked = withNotes(
    picker,
    ({ iso }) => iso === current ? currentTime : isProposed(iso) ? proposedTime : null,
  );
  return { title, words, ...spoken, brand, host: name, closed, view: shown, picker: marked };
};

const Move = v.object({
  slot: v.pipe(v.string(), v.transform(Date.parse), v.check(isSupportedInstant, "start-invalid")),
  tz: v.pipe(v.string(), v.transform(canonicalZone)),
  which: v.string(),
  revision: Revision,
});

export const actions: Actions = {
  default: actionBy(guestOf)(
    Move,
    async ({ app, event, page, ...found }, { slot: start, tz: zone, which, revision }) => {
      const { booking } = found, { request, locals: { client, host } } = event;
      const by = { actor: "guest" as const, ...(zone ? { zone } : {}) };
      const move = { by, start, revision };
      const [first, ...later] = which === "later" ? await rescheduleFrom(app, booking, move) : [];
      const outcome = first?.outcome ??
        await reschedule(app, booking.id, { ...move, key: null });
      if (outcome.ok) return accepted(later.filter((each) => !each.outcome.ok).length);
      const origin = { request, client, viewerId: host?.id ?? null, via: "form" as const };
      await noteRefusedMove(app, found, { refusal: outcome.refusal, start }, origin);
      return backOnceAnswered(outcome, page);
    },
    {
      kept: ({ booking, event }, { alternatives = [] }) => ({
        alternatives: alternativesView(alternatives, booking, event.url),
      }),
      says({ code }, { language }) {
        const { booking: words } = messages(language);
        if (code === "changed") return words.reschedule.changed;
        return code === "taken" || code === "not-offered" ? words.form.taken : null;
      },
      done: (kept, { page }) => kept > 0 ? `${page}?kept=${kept}` : page,
    },
  ),
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

/** Other times as the guest reads them, each with its address. */
function alternativesView(starts: readonly number[], booking: Booking, url: URL) {
  const ask = parsePickerQuery(withGuestPreferences(url.searchParams, booking));
  const { language, hourCycle, zone } = booking.guest;
  const reader = {
    zone: ask.zone ?? zone,
    language,
    hourCycle: ask.hourCycle ?? hourCycle,
  };
  return starts.map((start) => ({
    label: formatShortWhen(start, reader),
    href: pickerHref(ask, { slot: isoInstant(start) }),
  }));
}
