import type { Booking } from "$lib/scheduling/booking.ts";
import type { HistoryEntry } from "$lib/scheduling/booking-history.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { formatShortWhen } from "$lib/i18n/date-time.ts";
import type { App } from "$lib/server/app.ts";
import { listHistory } from "$lib/server/store/bookings.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import { localeOf } from "../../booking-rows.ts";

/** The history of a booking in order, with reasons where a guest, the host or a calendar gave one. */
export async function historyView(app: App, booking: Booking, host: Host) {
  const entries = await listHistory(app.kv, booking.id);
  const { eventDeleted, tookProposed, what: events, by: words } =
    messages(host.language).dashboard.inbox.booking;
  const names = await namesOfOthers(app, entries, host);
  const nameOf = (id: string) => id === host.id ? host.name : names.get(id) ?? words.formerMember;
  return entries.map(({ at, by, hostId, proposedBy, event, message }, n) => ({
    at: formatHostTime(at, host),
    by: by === "guest" && !booking.guestErasedAt
      ? format(words.member, { name: booking.guest.name })
      : hostId && by !== "guest" && hostId !== host.id
      ? format(words.member, { name: nameOf(hostId) })
      : words[by],
    event,
    what: proposedBy
      ? format(tookProposed, { name: nameOf(proposedBy) })
      // A booking without approval is confirmed from the start.
      : events[event === "confirmed" && (n === 0 || by === "guest") ? "booked" : event],
    message: message ||
      (event === "cancelled" && by === "calendar" && (hostId ?? host.id) === host.id
        ? eventDeleted
        : ""),
  }));
}

/** The names of other members who did something, by their ids; a former member's too. */
async function namesOfOthers(
  app: App,
  entries: readonly HistoryEntry[],
  host: Host,
): Promise<Map<string, string>> {
  const ids = new Set(
    entries.flatMap(({ hostId, proposedBy }) => hostId ?? proposedBy ?? [])
      .filter((id) => id !== host.id),
  );
  const others = await Promise.all([...ids].map((id) => getHost(app.kv, id)));
  return new Map(others.flatMap((each): [string, string][] => each ? [[each.id, each.name]] : []));
}

/** An instant formatted in the host's zone. */
export function formatHostTime(instant: number, host: Host): string {
  const reader = localeOf(host);
  return formatShortWhen(instant, reader);
}
