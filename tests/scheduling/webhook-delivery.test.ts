import assert from "node:assert/strict";
import fc from "fast-check";
import { DAY, HOUR, MINUTE, SECOND } from "$lib/scheduling/durations.ts";
import {
  afterTry,
  type DeliveryTry,
  holdsBackUntil,
  nextTryAt,
  retryPausesMs,
  type WebhookDelivery,
} from "$lib/scheduling/webhook-delivery.ts";

const fresh: WebhookDelivery = {
  id: "event-subscription",
  subscriptionId: "subscription",
  ownerId: "owner",
  eventId: "event",
  part: 0,
  kind: "booking.confirmed",
  naming: "invito",
  format: "standard",
  bookingId: "booking",
  revision: 1,
  state: "waiting",
  reason: null,
  isTest: false,
  isManual: false,
  tryCount: 0,
  tries: [],
  firstTriedAt: null,
  dueAt: 0,
  createdAt: 0,
  finishedAt: null,
};

function tried(at: number, status: number | null): DeliveryTry {
  const error = status === null ? "timeout" as const : null;
  return {
    at,
    tookMs: 0,
    url: "https://example.org/",
    status,
    error,
    answer: "",
    cause: null,
    isAnswerCut: false,
  };
}

Deno.test("tries: after 0, 5 s, 5 min, 30 min, 2, 5, 10, 14, 20 and 24 hours from the try before, then stopped", () => {
  const expected = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR]
    .concat([20 * HOUR, DAY]);
  let delivery = fresh, at = 0;
  const pauses: number[] = [];
  while (delivery.state === "waiting") {
    delivery = afterTry(delivery, tried(at, 500), { retryAfterMs: 0, random: 0 });
    if (delivery.dueAt === null) break;
    pauses.push(delivery.dueAt - at);
    at = delivery.dueAt;
  }
  assert.deepEqual(pauses, expected);
  assert.deepEqual([delivery.state, delivery.reason, delivery.tryCount], [
    "stopped",
    "exhausted",
    10,
  ]);
});

Deno.test("tries: jitter is up to a tenth, Retry-After counts where it is longer, up to a day", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 0, max: 10 * DAY }),
      (tries, random, retryAfterMs) => {
        const pause = retryPausesMs[tries]!;
        const next = nextTryAt(tries, 1_000, retryAfterMs, random)! - 1_000;
        const wanted = Math.min(retryAfterMs, DAY);
        assert(next >= pause && next >= wanted);
        assert(next <= Math.max(Math.ceil(pause * 1.1), wanted));
      },
    ),
  );
});

Deno.test("tries: every 2xx delivers, 410 stops, and everything else is tried again", () => {
  for (const status of [200, 201, 202, 204, 299]) {
    const is = afterTry(fresh, tried(7, status), { retryAfterMs: 0, random: 0 });
    assert.deepEqual([is.state, is.dueAt, is.finishedAt], ["delivered", null, 7], `${status}`);
  }
  const gone = afterTry(fresh, tried(7, 410), { retryAfterMs: 0, random: 0 });
  assert.deepEqual([gone.state, gone.reason], ["stopped", "gone"]);
  for (const status of [null, 100, 199, 300, 301, 304, 400, 404, 429, 500, 503]) {
    const is = afterTry(fresh, tried(7, status), { retryAfterMs: 0, random: 0 });
    assert.deepEqual([is.state, is.dueAt], ["waiting", 7 + 5 * SECOND], `${status}`);
  }
});

Deno.test("order: a later event waits for the first three tries of an earlier one, ten minutes at most", () => {
  const held = (each: WebhookDelivery, now: number) => holdsBackUntil(each, now);
  assert.equal(held(fresh, 0), fresh.dueAt, "not tried yet");
  const failed = (was: WebhookDelivery, at: number, retryAfterMs = 0) =>
    afterTry(was, tried(at, 500), { retryAfterMs, random: 0 });
  const once = failed(fresh, 0), twice = failed(once, 5_000), thrice = failed(twice, 305_000);
  assert.deepEqual([held(once, 1_000), held(twice, 200_000)], [once.dueAt, twice.dueAt]);
  assert.equal(held(thrice, 305_001), null);
  assert.equal(held(once, 10 * MINUTE), null);
  assert.equal(held(failed(fresh, 0, HOUR), 1_000), 10 * MINUTE, "Retry-After holds up no longer");
  assert.equal(held(afterTry(fresh, tried(0, 200), { retryAfterMs: 0, random: 0 }), 1), null);
});
