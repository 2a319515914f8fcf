import type { FormValues, SeriesDatesView } from "$lib/components/picker-view.ts";
import { submittedAnswer } from "$lib/scheduling/booking-questions.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { canonicalZone } from "$lib/scheduling/zone-name.ts";
import type { App } from "$lib/server/app.ts";
import { decidedType } from "$lib/server/requests/ready-request.ts";
import type { GuestBooking, TypeToBook } from "$lib/server/requests/book-for-guest.ts";
import {
  formText,
  readBookingForm,
  readSeries,
  readWantedSeries,
} from "$lib/server/views/picker/submit-booking-form.ts";
import { readerOf } from "$lib/server/views/host-picker.ts";
import { seriesDatesView } from "$lib/server/views/picker/series-view.ts";
import { actsAs } from "$lib/server/changes/team-rights.ts";
import {
  type BookingPage,
  hostBookingPage,
  teamBookingPage,
} from "$lib/server/event-types/booking-page.ts";
import { hostsOffering } from "$lib/server/event-types/find-bookable-type.ts";
import { getBooking } from "$lib/server/store/bookings.ts";

/** What a host books again: the guest of an earlier booking. */
export interface BookedAgain {
  values: FormValues;
  minutes: number;
  zone: string;
}

/** The picker's page for an event type as its host books it; null where it is off or only for teams. */
export async function pageToBook(
  app: App,
  host: Host,
  { type: found, team, decides }: TypeToBook,
): Promise<BookingPage | null> {
  if (!found.active || found.onlyForTeams) return null;
  const byHost = { id: host.id, decides };
  const type = { ...decidedType(found, { byHost }), requireVerifiedEmail: false };
  return team
    ? teamBookingPage(team, type, await hostsOffering(app, type))
    : hostBookingPage(host, type);
}

/** The guest of an earlier booking; null without one, "unknown" where the host may not read it or its guest was erased. */
export async function bookAgain(
  { kv }: App,
  host: Host,
  bookingId: string | null,
): Promise<BookedAgain | null | "unknown"> {
  if (!bookingId) return null;
  const booking = await getBooking(kv, bookingId.slice(0, 64));
  if (!booking?.guest.email || !await actsAs(kv, booking, host.id)) return "unknown";
  const { guest, extraGuests, start, end } = booking;
  return {
    values: {
      name: guest.name,
      email: guest.email,
      note: "",
      guests: extraGuests.join(", "),
      location: "",
      phone: guest.phone ?? "",
      repeat: "",
      dates: "",
      answers: Object.fromEntries(
        guest.answers.map((given) => [given.slug, submittedAnswer(given)]),
      ),
    },
    minutes: (end - start) / MINUTE,
    zone: guest.zone,
  };
}

/** The query of the picker, in the host's own zone and clock, with the length of an earlier booking. */
export function queryOf(asked: URLSearchParams, host: Host, again: BookedAgain | null) {
  const query = new URLSearchParams(asked);
  if (!query.has("tz")) query.set("tz", host.zone);
  if (!query.has("hours")) query.set("hours", String(host.hourCycle));
  if (again && !query.has("minutes")) query.set("minutes", String(again.minutes));
  return query;
}

/** What was entered for a guest, whose zone is a field of its own. */
export function readHostForm(
  form: FormData,
  host: Host,
): Outcome<Omit<GuestBooking, "typeId">> {
  const booked = readBookingForm(form, null);
  if (!booked.ok) return booked;
  const zone = canonicalZone(formText(form, "guestZone"));
  if (!zone) return refused("invalid", { fields: { zone: "unknown-zone" } });
  const series = readWantedSeries(form);
  if (!series.ok) return series;
  const key = formText(form, "key");
  return accepted({
    ...booked.value,
    series: series.value,
    guest: { ...booked.value.guest, zone, hourCycle: host.hourCycle },
    key: key ? { route: "book form", value: key } : null,
  });
}

/** The dates of the series that a form asks for, in the guest's zone, as the host reads them; null for one date. */
export async function datesToBook(
  app: App,
  host: Host,
  found: TypeToBook,
  form: FormData,
  field: "slot" | "preview",
): Promise<SeriesDatesView | null> {
  const series = readSeries(form);
  const start = Date.parse(formText(form, field));
  const page = series?.ok ? await pageToBook(app, host, found) : null;
  if (!series?.ok || !page) return null;
  const minutes = Number(formText(form, "minutes")) || null;
  const zone = canonicalZone(formText(form, "guestZone")) ?? host.zone;
  const wanted = { start, minutes, series: series.value, zone };
  return await seriesDatesView(app, page, wanted, readerOf(host));
}
