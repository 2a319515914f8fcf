/** A meeting that its guest books, moves and cancels, and what receivers must have been told of it. */
import { getBooking } from "$lib/server/store/bookings.ts";
import { attemptBooking } from "../../support/proof/guest-client.ts";
import type { Proof } from "../../support/proof/run-proof.ts";
import type { TestApp } from "../../support/test-app.ts";
import type { ReceivedWebhook } from "../../support/webhooks/receiver.ts";

const DAY = 86_400_000, HOUR = 3_600_000;

/** The kinds of its events, by revision. */
const kinds = ["booking.confirmed", "booking.rescheduled", "booking.cancelled"];

/** Where events go, and what has arrived there. */
export interface Listener {
  name: string;
  received: ReceivedWebhook[];
}

export interface Meeting {
  /** Books, moves and cancels it, or does what is left of that; may be repeated. */
  act(address: string): Promise<void>;
  /** Notes whatever a listener was not told, was told out of order, or under another id. */
  check(proof: Proof, app: TestApp, listeners: readonly Listener[], point: string): Promise<void>;
}

/** The nth meeting with a host; each has two times of its own. */
export function meetingWith(username: string, n: number): Meeting {
  const start = Math.ceil(Date.now() / DAY) * DAY + (n + 2) * HOUR;
  const wanted = {
    username,
    slug: "call",
    start,
    key: `crash-${crypto.randomUUID()}`,
    client: "10.1.2.3",
    email: `guest-${n}@example.org`,
  };
  const moveKey = `crash-${crypto.randomUUID()}`;
  let id = "";
  return {
    async act(address) {
      const booked = await attemptBooking(address, wanted);
      if (booked.status !== 201) throw new Error(`booking was answered ${booked.status}`);
      id = booked.body.booking.id;
      const url = `${address}/v0/bookings/actions/${booked.body.actions.token}`;
      const startsAt = new Date(start + HOUR / 2).toISOString();
      await post(`${url}/reschedule`, moveKey, { startsAt, timezone: "UTC" });
      await post(`${url}/cancel`, `crash-${crypto.randomUUID()}`, { reason: "" });
    },
    async check(proof, app, listeners, point) {
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

async function post(url: string, key: string, body: unknown): Promise<void> {
  const answer = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "idempotency-key": key,
      "x-forwarded-for": "10.1.2.3",
    },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  // Cancelled by the time the program died.
  const isOver = answer.status === 409 || answer.status === 410;
  if (!answer.ok && !isOver) throw new Error(`${url} was answered ${answer.status} ${text}`);
}
