/** The lane of one subscription: sends its deliveries as they fall due, a few at a time, in order for each booking. */
import { HOUR } from "$lib/scheduling/durations.ts";
import type { WebhookSubscription } from "$lib/scheduling/webhook.ts";
import { holdsBackUntil, type WebhookDelivery } from "$lib/scheduling/webhook-delivery.ts";
import type { App } from "../app.ts";
import { deleteDeliveriesOf } from "../records/erase-webhooks.ts";
import {
  listDue,
  listEarlier,
  readDeliveries,
  readSignal,
  readSignalled,
  saveDelivery,
} from "../store/webhook-deliveries.ts";
import { sendOne, skip } from "./send-one.ts";

/** How a run of a lane ended. */
export type LaneEnd =
  /** Nothing waits, or nothing before `dueAt`; true only as long as the signal is as it was read. */
  | { state: "asleep"; dueAt: number | null; signal: Deno.KvEntryMaybe<string> }
  /** There is more to do, in a run with a new lease. */
  | { state: "again" }
  /** The subscription was deleted, and its deliveries with it; true only as long as no signal comes. */
  | { state: "gone"; signal: Deno.AtomicCheck };

/** Requests of one subscription at a time. */
const AT_ONCE = 8;
/** A run ends after so long, well within its lease with the longest request. */
const RUN_MS = 60_000;
/** It looks so often for more before it sleeps, since to be woken takes longer; pauses in real ms. */
const LOOKS_BEFORE_SLEEP = 8, PAUSE_MS = 15, MAX_PAUSE_MS = 400;
/** How long deliveries wait for requests under way. */
const LET_PASS_MS = 100;
/** How many due deliveries are read at a time. */
const LOOK_AHEAD = 50;
/** A next try that is later than any from now can be was set by a clock that ran ahead. */
const LATEST_TRY_MS = 27 * HOUR;

interface Lane {
  app: App;
  subscription: WebhookSubscription;
  /** Under way, by id: the booking of each. */
  sending: Map<string, { bookingId: string | null; work: Promise<void> }>;
  /** Tries that could not be stored: the run ends with the first, and its job is repeated later. */
  failures: unknown[];
}

/** Runs a lane until nothing is due. */
export async function runLane(
  app: App,
  ownerId: string,
  subscriptionId: string,
): Promise<LaneEnd> {
  const began = app.elapsed();
  const sending: Lane["sending"] = new Map(), failures: unknown[] = [];
  try {
    for (;;) {
      if (failures.length > 0) throw failures[0];
      await app.requests.letPass(LET_PASS_MS);
      const { signal, subscription } = await readSignalled(app.kv, ownerId, subscriptionId);
      if (!subscription) return await clear(app, subscriptionId, sending);
      const isOver = app.stopping.aborted || app.elapsed() - began > RUN_MS;
      if (isOver && sending.size === 0) return { state: "again" };
      const lane = { app, subscription, sending, failures };
      const { next, isIdle } = isOver ? { next: null, isIdle: false } : await startDue(lane);
      // What it held back is due.
      if (!isIdle && sending.size === 0) continue;
      if (isIdle && next !== null && next <= app.now()) continue;
      const changed = await waitForMore(lane, signal, next);
      if (isIdle && !changed) return { state: "asleep", dueAt: next, signal };
    }
  } finally {
    await Promise.allSettled([...sending.values()].map(({ work }) => work));
  }
}

/**
 * Starts what is due, up to the limit; returns when the next is due, null when nothing else waits, and whether no request
 * was under way when that was found.
 */
async function startDue(lane: Lane): Promise<{ next: number | null; isIdle: boolean }> {
  const { app, subscription, sending } = lane;
  const now = app.now();
  const before = [...sending.keys()];
  const limit = LOOK_AHEAD + sending.size;
  const waiting = await listDue(app.kv, subscription.id, limit);
  const isDue = ({ dueAt }: { dueAt: number }) => dueAt <= now || dueAt > now + LATEST_TRY_MS;
  const due = waiting.filter((each) => isDue(each) && !sending.has(each.id));
  let next = waiting.find((each) => !isDue(each))?.dueAt ??
    (waiting.length === limit ? now : null);
  const started = new Set<string>();
  for (const entry of await readDeliveries(app.kv, subscription.id, due.map(({ id }) => id))) {
    if (sending.size >= AT_ONCE) return { next: now, isIdle: false };
    const delivery = entry.value;
    const { id, dueAt } = delivery;
    // One that was tried meanwhile may be done or due later, and this list older.
    if (dueAt === null || !isDue({ dueAt }) || started.has(id)) continue;
    if (isBookingSending(lane, delivery)) continue;
    if (!subscription.active && !delivery.isManual) {
      await skip(app, entry, subscription.disabled ? "disabled" : "paused");
      next = now;
      continue;
    }
    const earlier = await earlierToWaitFor(lane, delivery, now);
    const heldUntil = earlier ? holdsBackUntil(earlier.value, now)! : now;
    if (heldUntil > now) {
      await saveDelivery(app.kv, entry, { ...delivery, dueAt: heldUntil });
      next = Math.min(next ?? heldUntil, heldUntil);
      continue;
    }
    const first = earlier ?? entry;
    started.add(first.value.id);
    start(lane, first);
  }
  // One that ended meanwhile may be due again before all that was listed.
  if (![...before, ...started].every((id) => sending.has(id))) next = now;
  return { next, isIdle: sending.size === 0 };
}

/** Whether another event of the same booking is under way. */
function isBookingSending({ sending }: Lane, { bookingId }: WebhookDelivery): boolean {
  return bookingId !== null && [...sending.values()].some((each) => each.bookingId === bookingId);
}

/** The first earlier event of the same booking that this one waits for; null when there is none. */
async function earlierToWaitFor(
  { app, subscription }: Lane,
  delivery: WebhookDelivery,
  now: number,
): Promise<Deno.KvEntry<WebhookDelivery> | null> {
  const ids = await listEarlier(app.kv, delivery);
  const earlier = await readDeliveries(app.kv, subscription.id, ids);
  return earlier.find(({ value }) => holdsBackUntil(value, now) !== null) ?? null;
}

function start(
  { app, subscription, sending, failures }: Lane,
  entry: Deno.KvEntry<WebhookDelivery>,
): void {
  const { id, bookingId } = entry.value;
  const work = sendOne(app, subscription, entry)
    .catch((error) => void failures.push(error))
    .finally(() => sending.delete(id));
  sending.set(id, { bookingId, work });
}

/** Waits until a request ends, a delivery is added or one is due; false when nothing of it happens for a while. */
async function waitForMore(
  { app, subscription, sending }: Lane,
  was: Deno.KvEntryMaybe<string>,
  next: number | null,
): Promise<boolean> {
  const before = sending.size;
  for (let looks = 0; before > 0 || looks < LOOKS_BEFORE_SLEEP; looks++) {
    const { promise: slept, resolve } = Promise.withResolvers<void>();
    // A receiver that hangs is looked after less and less often.
    const pauseMs = before > 0 ? Math.min(MAX_PAUSE_MS, PAUSE_MS * 1.5 ** looks) : PAUSE_MS;
    const timer = setTimeout(resolve, pauseMs);
    const end = app.laneCalls.listen(subscription.id, resolve);
    await Promise.race([slept, ...[...sending.values()].map(({ work }) => work)]);
    end();
    clearTimeout(timer);
    if (sending.size < before || app.stopping.aborted) return true;
    if (sending.size >= AT_ONCE) continue;
    if (next !== null && next <= app.now()) return true;
    const signal = await readSignal(app.kv, subscription.id);
    if (signal.versionstamp !== was.versionstamp) return true;
  }
  return false;
}

/** Deletes the deliveries of a subscription that is gone, once no request is under way that would store its try. */
async function clear(
  { kv }: App,
  subscriptionId: string,
  sending: Lane["sending"],
): Promise<LaneEnd> {
  await Promise.allSettled([...sending.values()].map(({ work }) => work));
  await deleteDeliveriesOf(kv, subscriptionId);
  const { key } = await readSignal(kv, subscriptionId);
  return { state: "gone", signal: { key, versionstamp: null } };
}
