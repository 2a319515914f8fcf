import type { ProposeView } from "$lib/components/propose-view.ts";
import type { PickerView } from "$lib/components/picker-view.ts";
import { type Booking, decidingHosts } from "$lib/scheduling/booking.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import {
  type DisplayOptions,
  formatShortDate,
  formatTime,
  formatWhen,
  formatZone,
} from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { App } from "../app.ts";
import { findSlots } from "../availability/find-slots.ts";
import type { BookingPage } from "../event-types/booking-page.ts";
import { hostPicker, pageOfHosts, readerOf, timeOfGuest, whenOfGuest } from "./host-picker.ts";
import { agreesForAll } from "../bookings/agreed-time.ts";
import { MAX_PROPOSED_TIMES } from "../bookings/propose.ts";
import { isoInstant, parsePickerQuery, pickerHref } from "./picker/picker-query.ts";
import { isSupportedInstant } from "$lib/scheduling/day.ts";

/** The page on which a host picks up to five other times for a request, over several days; the address has what is picked. */
export async function proposeView(
  app: App,
  booking: Booking,
  host: Host,
  { asked, region, back }: { asked: URLSearchParams; region: string | null; back: string },
): Promise<ProposeView> {
  const page = await pageOfHosts(app, booking, host, decidingHosts(booking));
  const query = new URLSearchParams(asked);
  query.delete("slot");
  const starts = parsePicked(query, MAX_PROPOSED_TIMES);
  const picked = pickedValue(starts);
  if (picked) query.set("picked", picked);
  else query.delete("picked");
  const words = messages(host.language, app).booking.propose;
  const picker = page && await hostPicker(app, page, { booking, host, asked: query, region });
  const reader = picker ? readerOfPicker(picker, host) : readerOf(host);
  const address = parsePickerQuery(query);
  const at: Record<string, string> = picker?.day ? { date: picker.day.date } : {};
  const without = (start: number) =>
    pickerHref(address, { picked: pickedValue(starts.filter((each) => each !== start)), ...at });
  const count = format(words.count, { n: starts.length, most: MAX_PROPOSED_TIMES });
  const { guest } = booking;
  return {
    guest: guest.name,
    requested: formatWhen(booking, reader),
    requestedForGuest: whenOfGuest(booking, reader, guest.zone),
    revision: booking.revision,
    agrees: await agreesForAll(app, booking, host.id),
    back,
    picker: picker &&
      withToggles(
        picker,
        { picked: starts, requested: booking.start, count },
        (next) => pickerHref(address, { picked: pickedValue(next), ...at }),
      ),
    picked: await Promise.all(starts.map(async (start) => ({
      iso: new Date(start).toISOString(),
      label: `${formatShortDate(start, reader)}, ${formatTime(start, reader)}`,
      guest: timeOfGuest(start, reader, guest.zone),
      gone: page !== null && !await isFree(app, page, booking, start),
      remove: without(start),
    }))),
    count,
    legend: reader.zone === guest.zone
      ? null
      : format(words.legend, { name: guest.name, zone: formatZone(guest.zone) }),
    next: picked && pickerHref(address, { ...at, send: "1" }),
    sending: picked && asked.has("send")
      ? { times: pickerHref(address, at), action: pickerHref(address, { ...at, send: "1" }) }
      : null,
  };
}

function readerOfPicker({ zone, clock }: PickerView, { language }: Host): DisplayOptions {
  return { zone: zone.name, language, hourCycle: clock.hours };
}

async function isFree(app: App, page: BookingPage, booking: Booking, start: number) {
  const offers = await findSlots(app, {
    hosts: page.hosts,
    type: page.type,
    minutes: (booking.end - booking.start) / MINUTE,
    window: { start, end: start + 1 },
    excludedBookingId: booking.id,
  });
  return offers.starts.includes(start);
}

/** The picker in which a click on a time picks it, and on a picked one removes it; without the requested time. */
function withToggles(
  view: PickerView,
  { picked, requested, count }: { picked: readonly number[]; requested: number; count: string },
  href: (picked: number[]) => string,
): PickerView {
  const { day } = view;
  const announcement = `${view.announcement} ${count}`.trim();
  if (!day) return { ...view, announcement };
  const toggled = <Time extends { iso: string; href: string | null }>(time: Time): Time => {
    const start = Date.parse(time.iso);
    const isPicked = picked.includes(start);
    const next = isPicked
      ? picked.filter((each) => each !== start)
      : [...picked, start].sort((a, b) => a - b);
    const isFull = !isPicked && picked.length >= MAX_PROPOSED_TIMES;
    return { ...time, picked: isPicked, href: isFull ? null : href(next) };
  };
  const shown = (times: typeof day.times) =>
    times.filter(({ iso }) => Date.parse(iso) !== requested).map(toggled);
  const parts = day.parts.map((part) => ({ ...part, times: shown(part.times) }));
  return { ...view, announcement, day: { ...day, times: shown(day.times), parts } };
}

/** The times in the query of a picker in which several are picked: in order, each once, at most `most`. */
export function parsePicked(query: URLSearchParams, most: number): number[] {
  const instants = (query.get("picked") ?? "").split(",").map((iso) => Date.parse(iso));
  return [...new Set(instants.filter(isSupportedInstant))].sort((a, b) => a - b).slice(0, most);
}

/** The same as a query value; null for none. */
function pickedValue(starts: readonly number[]): string | null {
  return starts.length ? starts.map(isoInstant).join(",") : null;
}
