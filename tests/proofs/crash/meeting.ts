/** A meeting that its guest books, moves and cancels, and what receivers must have been told of it. */
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { actAsGuest, attemptBooking } from "../../support/proof/guest-client.ts";
import type { Proof } from "../../support/proof/run-proof.ts";
import type { ReceivedWebhook } from "../../support/webhooks/receiver.ts";
import type { Deed } from "./lives.ts";

/** The kinds of its events, by revision. */
const kinds = ["booking.confirmed", "booking.rescheduled", "booking.cancelled"];

/** Where events go, and what has arrived there. */
export interface Listener {
  name: string;
  received: ReceivedWebhook[];
}

/** The nth meeting with a host, booked, moved and cancelled; each has two times of its own. */
export function meetingOf(
  proof: Proof,
  username: string,
  n: number,
  listeners: readonly Listener[],
): Deed {
  const client = "10.1.2.3";
  const start = Math.ceil(Date.now() / DAY) * DAY + (n + 2) * HOUR;
  const wanted = {
    username,
    slug: "call",
    start,
    key: `crash-${crypto.randomUUID()}`,
    client,
    email: `guest-${n}@example.org`,
  };
  const move = {
    key: `crash-${crypto.randomUUID()}`,
    client,
    startsAt: new Date(start + HOUR / 2).toISOString(),
    timezone: "UTC",
  };
  let id = "";
  return {
    async act(address) {
      const booked = await attemptBooking(address, wanted);
      if (booked.status !== 201) throw new Error(`booking was answered ${booked.status}`);
      id = booked.body.booking.id;
      const { token } = booked.body.actions;
      const changed = [
        await actAsGuest(address, token, "reschedule", move),
        await actAsGuest(address, token, "cancel", { client, reason: "" }),
      ];
      // Cancelled by the time the program died.
      const isDone = changed.every((status) => [200, 409, 410].includes(status));
      if (!isDone) throw new Error(`changes were answered ${changed}`);
    },
    async check(app, point) {
      const stored = await getBooking(app.kv, id);
      const { status, revision } = stored ?? {};
      if (status !== "CANCELLED" || revision !== kinds.length) {
        return proof.fail(`${point}: the booking is ${status} at revision ${revision}`);
      }
      for (const { name, received } of listeners) {
        const own = received.filter(({ json }) => bookingIn(json)?.id === id);
        for (const fault of faultsOf(own)) proof.fail(`${point}, ${name}: ${fault}`);
      }
    },
  };
}

/** What is wrong with all that a listener got about one meeting. */
function faultsOf(own: readonly ReceivedWebhook[]): string[] {
  const faults: string[] = [];
  const events = own.map(({ id, json }) => ({
    id,
    type: json.type,
    revision: bookingIn(json)!.revision,
  }));
  for (const [n, kind] of kinds.entries()) {
    const ids = new Set(events.filter(({ revision }) => revision === n + 1).map(({ id }) => id));
    if (ids.size !== 1) faults.push(`${kind} came under ${ids.size} ids`);
  }
  for (const { type, revision } of events) {
    if (type !== kinds[revision - 1]) faults.push(`${type} at revision ${revision}`);
  }
  const order = events.map(({ revision }) => revision);
  if (order.some((revision, n) => n > 0 && revision < order[n - 1]!)) {
    faults.push(`the order was ${order.join(" ")}`);
  }
  const bodies = Map.groupBy(own, ({ id }) => id);
  for (const copies of bodies.values()) {
    if (new Set(copies.map(({ body }) => body)).size > 1) {
      faults.push("a repeat says another thing");
    }
  }
  return faults;
}

function bookingIn(json: Record<string, unknown>): { id: string; revision: number } | undefined {
  return (json.data as { booking?: { id: string; revision: number } }).booking;
}
