import { error, type RequestEvent } from "@sveltejs/kit";
import type { Booking } from "$lib/scheduling/booking.ts";
import { isSupportedInstant } from "$lib/scheduling/day.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { localInstant } from "$lib/scheduling/local-instant.ts";
import { BookingLocationInput, writtenKinds } from "$lib/scheduling/location.ts";
import { Message } from "$lib/scheduling/many-lines.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import * as v from "valibot";
import { enteredMoment } from "$lib/i18n/entered-date.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { App } from "$lib/server/app.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { Fingerprints } from "$lib/server/bookings/index.ts";
import * as connections from "$lib/server/connections/index.ts";
import { actionBy, Revision } from "$lib/server/http/action.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { actsAs } from "$lib/server/changes/team-rights.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { chosenTime, timeView } from "./available-actions.ts";

/** The booking of the address, and as what the host acts for it; 404 for everybody else, and for managers where only its hosts may. */
export async function requireBooking(
  event: Pick<RequestEvent, "locals" | "url"> & { params: { id?: string | undefined } },
  { onlyHosts = false } = {},
) {
  const host = requireHost(event);
  const { kv } = event.locals.app;
  const booking = await getBooking(kv, event.params.id ?? "");
  const role = booking && await actsAs(kv, booking, host.id);
  if (!booking || !role || (onlyHosts && role !== "host")) {
    error(404, messages(host.language).refusals.sentences["not-found"]);
  }
  return { host, booking, role };
}

const onBooking = actionBy((event) => requireBooking(event));

/** What every refusal of the page has, for the forms that it is not about. */
export const nothing = {
  id: "",
  message: "",
  detail: "",
  at: "",
  kind: "",
  value: "",
  which: "",
  chosen: null as { iso: string; when: string } | null,
  acknowledged: "",
};

/** One change of a booking; a refusal says which form it was of, with what was entered. */
export function changeAction<S extends Parameters<typeof onBooking>[0], T>(
  what: string,
  schema: S,
  verb: Parameters<typeof onBooking<S, T>>[1],
) {
  return onBooking<S, T, typeof nothing & { what: string }>(schema, verb, {
    kept({ booking, host }, { acknowledged = [] }, entered) {
      const { to = null } = entered as { to?: string };
      return {
        ...nothing,
        what,
        chosen: timeView(chosenTime(booking, to), host),
        acknowledged: acknowledged.join(" "),
      };
    },
    async done(made, { app, booking, host }) {
      // Who has just given it away does not read it any more.
      const after = await getBooking(app.kv, booking.id);
      const mayRead = after && await actsAs(app.kv, after, host.id);
      return mayRead
        ? `/dashboard/bookings/${booking.id}?notice=${what}${keptIn(made)}`
        : "/dashboard";
    },
  });
}

/** The part of an address that tells how many later dates of a series kept their time. */
function keptIn(made: unknown): string {
  const kept = typeof made === "object" && made && "kept" in made ? Number(made.kept) : 0;
  return kept > 0 ? `&kept=${kept}` : "";
}

/** What became of a date, and how many later ones stayed as they were. */
function firstOf(
  [first, ...later]: readonly bookings.DateOutcome[],
): Outcome<{ kept: number }> {
  if (!first) return refused("changed");
  const kept = later.filter(({ outcome }) => !outcome.ok).length;
  return first.outcome.ok ? accepted({ kept }) : first.outcome;
}

const Which = v.object({ which: v.string(), revision: Revision });

export const NewTime = v.object({
  ...Which.entries,
  to: v.string(),
  at: v.string(),
  force: Fingerprints,
});

/** The chosen free time, or the one that was entered: a wall-clock time in the host's zone. */
export async function rescheduleTo(
  { app, booking, host }: { app: App; booking: Booking; host: Host },
  { which, to, at, revision, force: acknowledged }: v.InferOutput<typeof NewTime>,
): Promise<Outcome<unknown>> {
  const chosen = Date.parse(to);
  const start = isSupportedInstant(chosen)
    ? chosen
    : localInstant(enteredMoment(at, host), host.zone);
  if (start === null) return refused("invalid", { fields: { at: "moment-invalid" } });
  if (start <= app.now() && start !== chosen) {
    return refused("invalid", { fields: { at: "moment-over" } });
  }
  const force = acknowledged.length > 0;
  const by = { actor: "host" as const, hostId: host.id, force, acknowledged };
  const move = { by, start, revision };
  return which === "later"
    ? firstOf(await bookings.rescheduleFrom(app, booking, move))
    : await bookings.reschedule(app, booking.id, { ...move, key: null });
}

export const reschedule = changeAction("rescheduled", NewTime, rescheduleTo);

export const cancel = changeAction(
  "cancelled",
  v.object({ ...Which.entries, message: Message }),
  async (
    { app, booking, host },
    { which, message: reason, revision },
  ): Promise<Outcome<unknown>> => {
    const by = { actor: "host" as const, hostId: host.id };
    return which === "later"
      ? firstOf(await bookings.cancelFrom(app, booking, { by, reason, revision }))
      : await bookings.cancel(app, booking.id, { by, reason, revision });
  },
);

export const location = changeAction(
  "relocated",
  v.object({ kind: v.string(), value: v.string(), revision: Revision }),
  ({ app, booking, host }, { kind, value, revision }) => {
    const isWritten = (writtenKinds as readonly string[]).includes(kind);
    const input = parse(BookingLocationInput, isWritten ? { kind, value } : { kind });
    if (!input.ok) {
      const [error = "not-understood"] = Object.values(input.refusal.fields ?? {});
      return refused("invalid", { fields: { location: error } });
    }
    return bookings.setLocation(app, booking.id, {
      hostId: host.id,
      location: input.value,
      revision,
    });
  },
);

export const removeGuest = changeAction(
  "guestRemoved",
  v.object({ guest: v.string(), revision: Revision }),
  ({ app, booking, host }, { guest: address, revision }) =>
    bookings.removeExtraGuest(app, booking.id, { hostId: host.id, address, revision }),
);

export const noShow = changeAction(
  "noShow",
  v.object({ noShow: v.string() }),
  ({ app, booking, host }, { noShow }) =>
    bookings.noShow(app, booking.id, { hostId: host.id, isNoShow: noShow === "yes" }),
);

/** Writes the calendar entry again; the booking does not change. */
export const restoreEntry = changeAction(
  "entryRestored",
  v.object({}),
  ({ app, booking, host }) => connections.restoreEntries(app, host.id, booking.id),
);
