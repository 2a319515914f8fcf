import { redirect } from "@sveltejs/kit";
import { type Booking, isLiveBooking } from "$lib/scheduling/booking.ts";
import { NO_SHOW_TIME } from "$lib/scheduling/booking-life.ts";
import { boundary, dateAt, isInReach } from "$lib/scheduling/day.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { isDate } from "$lib/scheduling/month.ts";
import { type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { shortDate, timeOfDay } from "$lib/scheduling/wording.ts";
import type { App as Invito } from "$lib/server/app.ts";
import * as bookings from "$lib/server/bookings.ts";
import * as connections from "$lib/server/connections.ts";
import { failWith, signedIn } from "$lib/server/http.ts";
import { nearestOffers } from "$lib/server/offers.ts";
import { isoOf } from "$lib/server/picker/ask.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { readerOf } from "../../rows.ts";

const MOST_MESSAGE = 1000;
const MOST_TIMES = 8;

/** What a host can do with a booking beside deciding, and the free times near it. */
export async function changesOf(app: Invito, booking: Booking, host: Host) {
  const now = app.now();
  const isLive = isLiveBooking(booking, now);
  const isAgreed = booking.status === "CONFIRMED";
  const canChange = isLive && booking.start > now;
  return {
    cancel: isAgreed && booking.end > now,
    move: isAgreed && booking.end > now,
    propose: !isAgreed && canChange,
    noShow: isAgreed && booking.start <= now && now < booking.end + NO_SHOW_TIME,
    times: canChange ? await timesNear(app, booking, host) : [],
    /** The start of the field for any other time. */
    at: `${dateAt(booking.start, host.zone)}T${
      timeOfDay(booking.start, { ...readerOf(host), hourCycle: 24 })
    }`,
  };
}

async function timesNear(app: Invito, booking: Booking, host: Host) {
  const type = await bookings.agreedType(app.kv, booking);
  if (!type?.active) return [];
  const minutes = (booking.end - booking.start) / 60_000;
  const starts = await nearestOffers(app, host, type, minutes, booking.start, {
    most: MOST_TIMES + 1,
    mover: booking.id,
  });
  const reader = readerOf(host);
  return starts.filter((start) => start !== booking.start).slice(0, MOST_TIMES).map((start) => ({
    iso: isoOf(start),
    label: `${shortDate(start, reader)}, ${timeOfDay(start, reader)}`,
  }));
}

type Change = (
  app: Invito,
  booking: Booking,
  host: Host,
  form: FormData,
) => Promise<Outcome<unknown>>;

/** Carries out one change from a form; a refusal keeps what was typed and says which form it was. */
export async function changeBy(
  event: { locals: App.Locals; url: URL; request: Request; params: { id: string } },
  change: Change,
  did: string,
) {
  const host = signedIn(event);
  const { app } = event.locals;
  const form = await event.request.formData();
  const booking = await getBooking(app.kv, event.params.id);
  const outcome = booking?.hosts.includes(host.id)
    ? await change(app, booking, host, form)
    : refused("not-found");
  if (outcome.ok) redirect(303, `/dashboard/bookings/${event.params.id}?said=${did}`);
  const typed = {
    id: "",
    message: messageIn(form),
    detail: "",
    what: did,
    at: String(form.get("at") ?? ""),
    shown: (outcome.refusal.shown ?? []).join(" "),
  };
  return failWith(outcome.refusal, typed, host.language);
}

export const cancelFrom: Change = (app, { id }, host, form) =>
  bookings.cancel(app, id, {
    by: { actor: "host", hostId: host.id },
    reason: messageIn(form),
    revision: Number(form.get("revision")),
  });

/** The chosen free time, or the one that was typed: a wall-clock time in the host's zone. */
export const moveFrom: Change = async (app, { id }, host, form) => {
  const chosen = Date.parse(String(form.get("to") ?? ""));
  const start = isInReach(chosen) ? chosen : typedTime(String(form.get("at") ?? ""), host.zone);
  if (start === null) return refused("invalid", { fields: { at: "start-invalid" } });
  const shown = bookings.marksIn(form.get("anyway"));
  return await bookings.move(app, id, {
    by: { actor: "host", hostId: host.id, anyway: shown.length > 0, shown },
    start,
    revision: Number(form.get("revision")),
    key: null,
  });
};

export const proposeFrom: Change = (app, { id }, host, form) =>
  bookings.propose(app, id, {
    hostId: host.id,
    revision: Number(form.get("revision")),
    starts: form.getAll("start").map((iso) => Date.parse(String(iso))).filter(isInReach),
    message: messageIn(form),
  });

export const noShowFrom: Change = (app, { id }, host, form) =>
  bookings.noShow(app, id, { hostId: host.id, isNoShow: form.get("noShow") === "yes" });

/** Its entry is written again as it was; the meeting stays. */
export const putBackFrom: Change = (app, { id }, host) => connections.putBack(app, host.id, id);

function messageIn(form: FormData): string {
  const said = String(form.get("message") ?? "").replaceAll("\r\n", "\n").trim();
  return said.slice(0, MOST_MESSAGE);
}

/** "2026-11-24T14:30" on the wall of a zone; null for anything else. */
function typedTime(text: string, zone: string): number | null {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::00)?$/.exec(text);
  const [, date = "", hours, minutes] = match ?? [];
  if (!isDate(date)) return null;
  const minute = Number(hours) * 60 + Number(minutes);
  if (minute >= 1440 || Number(minutes) > 59) return null;
  const instant = boundary(date, minute, zone, "start");
  return isInReach(instant) ? instant : null;
}
