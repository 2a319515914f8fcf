/** What the routes of a host's bookings share. */
import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, type RefusalCode, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { hostBookingJson } from "../views/host-booking-json.ts";
import { actsAs } from "../changes/team-rights.ts";
import { getBooking } from "../store/bookings.ts";

/** A request for one booking of a host, as `serve` hands it over. */
export interface BookingCall {
  app: App;
  host: Host;
  params: { id: string };
  /** Of If-Match. */
  revision: number | null;
}

/** A booking that the host may act on, and as what; "not-found" for others. */
export async function findOwnBooking(
  { app, host, params }: Pick<BookingCall, "app" | "host" | "params">,
): Promise<Outcome<{ booking: Booking; role: "host" | "manager" }, "not-found">> {
  const booking = await getBooking(app.kv, params.id);
  const role = booking && await actsAs(app.kv, booking, host.id);
  return booking && role ? accepted({ booking, role }) : refused("not-found");
}

/** Changes a booking as of the revision that the body or If-Match names, else as it is now, and answers with it. */
export async function changeBooking<Code extends RefusalCode>(
  call: BookingCall & { body?: { revision?: number | undefined } },
  verb: (booking: Booking, revision: number) => Promise<Outcome<Booking, Code>>,
) {
  const changed = await giveBooking(call, verb);
  if (!changed.ok) return changed;
  const { booking } = changed.value;
  return booking ? accepted({ booking }) : refused("not-found");
}

/** The same for a change after which the booking may be another member's: then it is null. */
export async function giveBooking<Code extends RefusalCode>(
  call: BookingCall & { body?: { revision?: number | undefined } },
  verb: (booking: Booking, revision: number) => Promise<Outcome<Booking, Code>>,
) {
  const { app, host, body, revision } = call;
  const found = await findOwnBooking(call);
  if (!found.ok) return found;
  const { booking } = found.value;
  if (revision !== null && revision !== booking.revision) return refused("changed");
  const changed = await verb(booking, body?.revision ?? revision ?? booking.revision);
  if (!changed.ok) return changed;
  const mayRead = await actsAs(app.kv, changed.value, host.id);
  return accepted({ booking: mayRead ? await hostBookingJson(app, host, changed.value) : null });
}
