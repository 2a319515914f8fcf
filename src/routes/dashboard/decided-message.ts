import type { Booking } from "$lib/scheduling/booking.ts";
import { lastChange } from "$lib/scheduling/booking-history.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { formatWhen } from "$lib/i18n/date-time.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { labelled } from "$lib/i18n/label.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { App } from "$lib/server/app.ts";
import { getBookings, listHistory } from "$lib/server/store/bookings.ts";
import { localeOf } from "./booking-rows.ts";

/** What is said of the last answers: those that were taken, and those that were not, each with its reason. */
export interface Decided {
  text: string;
  left: string[];
}

const kinds = [
  "confirmed",
  "partly-confirmed",
  "passed-on",
  "rejected",
  "rescheduled",
  "reschedule-declined",
] as const;

/** What became of the requests that an address names; null without one of this host. */
export async function decidedMessage(
  app: App,
  host: Host,
  query: URLSearchParams,
): Promise<Decided | null> {
  const done = await ownBookings(app, host, query.getAll("done"));
  const refusals = query.getAll("left").map((each) => each.split(":"));
  const leftBookings = await ownBookings(app, host, refusals.map(([, id = ""]) => id));
  const { dashboard: { inbox: { decide } }, refusals: { sentences } } = messages(host.language);
  const known: Record<string, string> = sentences;
  const left = refusals.flatMap(([code = "", id]) => {
    const booking = leftBookings.find((each) => each.id === id);
    const sentence = Object.hasOwn(known, code) && known[code];
    return booking && sentence ? [labelled(booking.guest.name, sentence, host.language)] : [];
  });
  const count = { confirmed: 0, rejected: 0 }, texts: string[] = [];
  for (const booking of done) {
    const last = lastChange(await listHistory(app.kv, booking.id));
    const what = kinds.find((each) => each === last);
    const isOne = done.length === 1 && left.length === 0;
    if (!isOne && (what === "confirmed" || what === "rescheduled")) count.confirmed++;
    else if (!isOne && (what === "rejected" || what === "reschedule-declined")) count.rejected++;
    else if (what) {
      const when = formatWhen(booking, localeOf(host));
      texts.push(format(decide.done[what], { name: booking.guest.name, when }));
    }
  }
  const { several } = decide, { language } = host;
  if (count.rejected) texts.unshift(plural(several.rejected, count.rejected, language));
  if (count.confirmed) texts.unshift(plural(several.confirmed, count.confirmed, language));
  if (left.length) texts.push(plural(several.left, left.length, language));
  return texts.length ? { text: texts.join(" "), left } : null;
}

/** Those of a host, and those that they have passed on to another member. */
async function ownBookings(app: App, { id }: Host, ids: string[]): Promise<Booking[]> {
  const found = await getBookings(app.kv, [...new Set(ids)].slice(0, 50));
  return found.filter(({ hosts, team }) => hosts.includes(id) || team?.declinedBy.includes(id));
}
