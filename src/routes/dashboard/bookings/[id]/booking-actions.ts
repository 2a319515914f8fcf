import { redirect } from "@sveltejs/kit";
import type { Booking } from "$lib/scheduling/booking.ts";
import { dateAt, isSupportedInstant } from "$lib/scheduling/day.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { localInstant } from "$lib/scheduling/local-instant.ts";
import { BookingLocationInput, conferenceKinds, writtenKinds } from "$lib/scheduling/location.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import type { Span } from "$lib/scheduling/span.ts";
import * as v from "valibot";
import { formatShortWhen, formatTime, formatWhen } from "$lib/i18n/date-time.ts";
import type { App as Invito } from "$lib/server/app.ts";
import { allowedActions } from "$lib/server/views/allowed-actions.ts";
import { conferencesMadeBy } from "$lib/server/changes/booked-location.ts";
import { cancellableFrom, reschedulableFrom } from "$lib/server/bookings/change-series.ts";
import { readSmallDay } from "$lib/server/views/day-column.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { nearbyTimes } from "$lib/server/views/nearby-times.ts";
import { laterDatesAt, laterDatesView } from "$lib/server/views/series-choice.ts";
import * as connections from "$lib/server/connections/index.ts";
import { messageIn } from "$lib/server/http/message-in.ts";
import { failWith, requireHost } from "$lib/server/http/problem-details.ts";
import { isoInstant } from "$lib/server/views/picker/picker-query.ts";
import { actsAs } from "$lib/server/changes/team-rights.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { localeOf } from "../../booking-rows.ts";

/** What a host can do with a booking beside deciding, the free times near it, and a new time that was chosen in the week. */
export async function availableActions(
  app: Invito,
  booking: Booking,
  host: Host,
  to: string | null = null,
) {
  const role = booking.hosts.includes(host.id) ? "host" : "manager";
  const acting = { hostId: host.id, role, managesTeam: false } as const;
  const { cancel, reschedule, propose, setLocation, noShow } = allowedActions(
    booking,
    acting,
    app.now(),
  );
  const reader = localeOf(host);
  const chosen = reschedule ? chosenTime(booking, to) : null;
  return {
    chosen: chosen && { iso: isoInstant(chosen.start), when: formatWhen(chosen, reader) },
    day: reschedule
      ? await readSmallDay(app, host, {
        time: chosen ?? booking,
        own: booking.id,
        proposed: chosen && { ...chosen, title: booking.guest.name },
      })
      : null,
    cancel,
    cancelLater: cancel
      ? laterDatesView(booking, await cancellableFrom(app, booking, "host"), host.language)
      : null,
    reschedule,
    rescheduleLater: reschedule
      ? laterDatesAt(
        booking,
        await reschedulableFrom(app, booking, "host"),
        chosen?.start ?? null,
        host.language,
      )
      : null,
    propose,
    location: setLocation ? await locationForm(app, booking, host) : null,
    noShow,
    times: (await nearbyTimes(app, booking, host.id)).map((start) => ({
      iso: isoInstant(start),
      label: formatShortWhen(start, reader),
    })),
    /** The initial value of the field for another time. */
    at: `${dateAt(booking.start, host.zone)}T${
      formatTime(booking.start, { ...reader, hourCycle: 24 })
    }`,
  };
}

/** The time of a booking that begins at another instant; null without one that a calendar has. */
function chosenTime({ start, end }: Booking, to: string | null): Span | null {
  const instant = Date.parse(to ?? "");
  if (!isSupportedInstant(instant) || instant === start) return null;
  return { start: instant, end: instant + end - start };
}

const writtenOrLater = ["link", "phone", "address", "custom", "later"] as const;

/** What the form for another location offers, and what it begins with. */
async function locationForm(app: Invito, booking: Booking, host: Host) {
  const makes = await conferencesMadeBy(app.kv, [host.id]);
  const { location } = booking.type;
  const kinds = [...writtenOrLater, ...conferenceKinds.filter((kind) => makes[kind])];
  return {
    kinds,
    kind: kinds.find((kind) => kind === location.kind) ?? "link",
    value: "value" in location ? location.value ?? "" : "",
  };
}

type BookingAction = (
  app: Invito,
  booking: Booking,
  host: Host,
  form: FormData,
) => Promise<Outcome<unknown>> | Outcome<unknown>;

/** Carries out one change from a form; a refusal returns the entered values and which form it was. */
export async function runAction(
  event: { locals: App.Locals; url: URL; request: Request; params: { id: string } },
  change: BookingAction,
  did: string,
) {
  const host = requireHost(event);
  const { app } = event.locals;
  const form = await event.request.formData();
  const booking = await getBooking(app.kv, event.params.id);
  const outcome = booking && await actsAs(app.kv, booking, host.id)
    ? await change(app, booking, host, form)
    : refused("not-found");
  if (outcome.ok) {
    redirect(303, await pageAfter(app, event.params.id, host.id, `${did}${keptIn(outcome.value)}`));
  }
  const values = {
    id: "",
    message: messageIn(form).entered,
    detail: "",
    what: did,
    at: String(form.get("at") ?? ""),
    ...chosenValues(form, booking, host),
    isLater: form.get("which") === "later",
    location: { kind: String(form.get("kind") ?? ""), value: String(form.get("value") ?? "") },
    acknowledged: (outcome.refusal.acknowledged ?? []).join(" "),
  };
  return failWith(outcome.refusal, values, host.language);
}

/** The chosen time of a reschedule, to be shown again with its refusal. */
function chosenValues(form: FormData, booking: Booking | null, host: Host) {
  const chosen = booking && chosenTime(booking, String(form.get("to") ?? ""));
  return chosen
    ? { to: isoInstant(chosen.start), when: formatWhen(chosen, localeOf(host)) }
    : { to: "", when: "" };
}

/** The part of an address that tells how many later dates of a series kept their time. */
export function keptIn(made: unknown): string {
  const kept = typeof made === "object" && made && "kept" in made ? Number(made.kept) : 0;
  return kept > 0 ? `&kept=${kept}` : "";
}

/** The booking's page, or the inbox for a member who has just given it away. */
async function pageAfter(app: Invito, id: string, hostId: string, did: string): Promise<string> {
  const booking = await getBooking(app.kv, id);
  const mayRead = booking && await actsAs(app.kv, booking, hostId);
  return mayRead ? `/dashboard/bookings/${id}?notice=${did}` : "/dashboard";
}

export const cancelAction: BookingAction = async (app, booking, host, form) => {
  const { read } = messageIn(form);
  if (!read.ok) return read;
  const cancellation = {
    by: { actor: "host" as const, hostId: host.id },
    reason: read.value,
    revision: Number(form.get("revision")),
  };
  if (form.get("which") !== "later") return await bookings.cancel(app, booking.id, cancellation);
  return firstOf(await bookings.cancelFrom(app, booking, cancellation));
};

/** What became of a date, and how many later ones stayed as they were. */
function firstOf(
  [first, ...later]: readonly bookings.DateOutcome[],
): Outcome<{ kept: number }> {
  if (!first) return refused("changed");
  const kept = later.filter(({ outcome }) => !outcome.ok).length;
  return first.outcome.ok ? accepted({ kept }) : first.outcome;
}

/** The chosen free time, or the one that was entered: a wall-clock time in the host's zone. */
export const rescheduleAction: BookingAction = async (app, booking, host, form) => {
  const chosen = Date.parse(String(form.get("to") ?? ""));
  const start = isSupportedInstant(chosen)
    ? chosen
    : localInstant(String(form.get("at") ?? ""), host.zone);
  if (start === null) return refused("invalid", { fields: { at: "start-invalid" } });
  const acknowledged = bookings.parseFingerprints(form.get("force"));
  const force = acknowledged.length > 0;
  const by = { actor: "host" as const, hostId: host.id, force, acknowledged };
  const move = { by, start, revision: Number(form.get("revision")) };
  if (form.get("which") !== "later") {
    return await bookings.reschedule(app, booking.id, { ...move, key: null });
  }
  return firstOf(await bookings.rescheduleFrom(app, booking, move));
};

export const locationAction: BookingAction = (app, { id }, host, form) => {
  const kind = String(form.get("kind") ?? "");
  const isWritten = (writtenKinds as readonly string[]).includes(kind);
  const entered = isWritten ? { kind, value: String(form.get("value") ?? "") } : { kind };
  const input = parse(v.object({ location: BookingLocationInput }), { location: entered });
  if (!input.ok) {
    const [error = "not-understood"] = Object.values(input.refusal.fields ?? {});
    return refused("invalid", { fields: { location: error } });
  }
  const { location } = input.value;
  const revision = Number(form.get("revision"));
  return bookings.setLocation(app, id, { hostId: host.id, location, revision });
};

export const removeGuestAction: BookingAction = (app, { id }, host, form) =>
  bookings.removeExtraGuest(app, id, {
    hostId: host.id,
    address: String(form.get("guest") ?? "").slice(0, 320),
    revision: Number(form.get("revision")),
  });

export const noShowAction: BookingAction = (app, { id }, host, form) =>
  bookings.noShow(app, id, { hostId: host.id, isNoShow: form.get("noShow") === "yes" });

/** Writes the calendar entry again; the booking does not change. */
export const restoreEntryAction: BookingAction = (app, { id }, host) =>
  connections.restoreEntries(app, host.id, id);
