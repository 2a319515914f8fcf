import { bookingLists, publishedStatus } from "$lib/scheduling/booking-state.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import { trackingLines } from "$lib/scheduling/booking-tracking.ts";
import { answerLines } from "$lib/i18n/answer.ts";
import { listBookings } from "../store/bookings.ts";
import { isHiddenFromHost } from "../store/guests.ts";
import { csvLine } from "./csv.ts";
import { fileStream } from "./file-stream.ts";

const MOST = 100_000;
const PAGE = 100;
const columns = [
  "id",
  "status",
  "start",
  "end",
  "event_type",
  "team",
  "name",
  "email",
  "note",
  "answers",
  "guests",
  "came_from",
  "no_show",
  "created_at",
  "series",
];

/** All of a host's bookings as a table, read and sent a page at a time; times in UTC, answers in this language. */
export function bookingsCsv(kv: Deno.Kv, hostId: string, language: string): Response {
  return fileStream(linesOf(kv, hostId, language), { type: "text/csv", name: "bookings.csv" });
}

async function* linesOf(
  kv: Deno.Kv,
  hostId: string,
  language: string,
): AsyncGenerator<string, void> {
  yield csvLine(columns);
  let sent = 0;
  for (const list of bookingLists) {
    let cursor: string | null = null;
    do {
      const page = await listBookings(kv, hostId, list, { limit: PAGE, cursor });
      yield page.bookings.filter((booking) => !isHiddenFromHost(booking)).map((booking) =>
        lineOf(booking, language)
      ).join("");
      sent += page.bookings.length;
      cursor = page.cursor;
    } while (cursor !== null && sent < MOST);
  }
}

function lineOf(booking: Booking, language: string): string {
  const { id, start, end, type, team, guest, extraGuests, noShowAt, createdAt, series } = booking;
  const iso = (instant: number) => new Date(instant).toISOString();
  const noShow = noShowAt ? "yes" : "";
  return csvLine([
    { exact: id },
    publishedStatus(booking),
    iso(start),
    iso(end),
    type.title,
    team?.name ?? "",
    guest.name,
    guest.email,
    guest.note,
    answerLines(guest.answers, language).join("\n"),
    extraGuests.join("\n"),
    trackingLines(guest.tracking),
    noShow,
    iso(createdAt),
    { exact: series ? `${series.id} ${series.number}/${series.of}` : "" },
  ]);
}
