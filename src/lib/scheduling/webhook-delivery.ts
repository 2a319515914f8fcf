import { DAY, HOUR, MINUTE, SECOND } from "./durations.ts";
import type { WebhookFormat, WebhookKind, WebhookNaming } from "./webhook.ts";

export const deliveryStates = ["waiting", "delivered", "stopped", "skipped"] as const;
/**
 * Waiting for its next try; delivered with a 2xx answer; stopped after its last try or a 410; or skipped, because the
 * subscription was paused or disabled.
 */
export type DeliveryState = typeof deliveryStates[number];

export const deliveryReasons = [
  /** Every try failed. */
  "exhausted",
  /** The receiver answered 410. */
  "gone",
  "paused",
  "disabled",
  /** The chosen format has no such event. */
  "unsupported",
  /** The guest was erased. */
  "erased",
  /** Its host gave it up. */
  "dropped",
] as const;
/** Why a delivery was stopped or skipped. */
export type DeliveryReason = typeof deliveryReasons[number];

export const tryErrors = [
  "timeout",
  "unreachable",
  "tls",
  "broken",
  "address",
] as const;
/** How a try failed without an answer. */
export type TryError = typeof tryErrors[number];

/** One request to a receiver and its answer. */
export interface DeliveryTry {
  at: number;
  /** How long it took, ms. */
  tookMs: number;
  url: string;
  /** Null where there was no answer. */
  status: number | null;
  error: TryError | null;
  /** What the log and `doctor` say of the error: whether the name, the address or the port was none. */
  cause: string | null;
  /** The first 2 KB of the answer's body. */
  answer: string;
  /** Whether the body was longer. */
  isAnswerCut: boolean;
}

/** One event on its way to one subscription. Times in epoch ms. */
export interface WebhookDelivery {
  /** The `webhook-id` of every try: event, subscription and part, so that each is one delivery. */
  id: string;
  subscriptionId: string;
  ownerId: string;
  eventId: string;
  /** Which part of the event it says, from 0; a format may say one event in several. */
  part: number;
  kind: WebhookKind;
  naming: WebhookNaming;
  format: WebhookFormat;
  /** The booking that it is about; null for none. */
  bookingId: string | null;
  /** The booking's revision: the order of its events. */
  revision: number;
  state: DeliveryState;
  reason: DeliveryReason | null;
  isTest: boolean;
  /** Asked for by its host: it is sent while the subscription is paused, too. */
  isManual: boolean;
  /** Tries since it was created or sent again. */
  tryCount: number;
  /** The latest ones, oldest first. */
  tries: DeliveryTry[];
  /** The first try since it was created or sent again. */
  firstTriedAt: number | null;
  /** The next try; null unless it is waiting. */
  dueAt: number | null;
  createdAt: number;
  finishedAt: number | null;
}

/** The pause before each try, counted from the try before. */
export const retryPausesMs: readonly number[] = [
  0,
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
/** Tries kept in a delivery; those before it was sent again go first. */
export const KEPT_TRIES = 10;
/** The longest pause that a Retry-After can ask for. */
export const MAX_RETRY_AFTER_MS = DAY;
/** After so long of failures only, a subscription is disabled. */
export const DISABLED_AFTER_MS = 5 * DAY;

/** A later event of a booking waits while an earlier one has had fewer tries. */
const TRIES_IN_ORDER = 3;
/** It waits no longer than this after the first try of the earlier one. */
const ORDER_WAIT_MS = 10 * MINUTE;

/**
 * When a delivery is tried again after so many tries, the last at `at`: by the table, at most a tenth later, and not
 * before Retry-After; null after the last.
 */
export function nextTryAt(
  tryCount: number,
  at: number,
  retryAfterMs: number,
  random: number,
): number | null {
  const pauseMs = retryPausesMs[tryCount];
  if (pauseMs === undefined) return null;
  const jittered = Math.round(pauseMs * (1 + random / 10));
  return at + Math.max(jittered, Math.min(retryAfterMs, MAX_RETRY_AFTER_MS));
}

/**
 * Until when a later event of the same booking waits for this one, epoch ms: its next try, or ten minutes after its
 * first; null once it has been tried three times or those minutes are over.
 */
export function holdsBackUntil(
  { state, tryCount, firstTriedAt, dueAt }: WebhookDelivery,
  now: number,
): number | null {
  if (state !== "waiting" || dueAt === null) return null;
  if (firstTriedAt === null) return dueAt;
  const latest = firstTriedAt + ORDER_WAIT_MS;
  return tryCount < TRIES_IN_ORDER && now < latest ? Math.min(dueAt, latest) : null;
}

/** Whether an answer accepts a delivery. */
export function isAccepted({ status }: Pick<DeliveryTry, "status">): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** Whether it failed and is not over for its host: it waits after a failed try, or stopped. */
export function isOpen({ state, tryCount }: Pick<WebhookDelivery, "state" | "tryCount">): boolean {
  return state === "stopped" || (state === "waiting" && tryCount > 0);
}

/** The delivery after a try: delivered, stopped, or waiting for the next. */
export function afterTry(
  was: WebhookDelivery,
  made: DeliveryTry,
  { retryAfterMs, random }: { retryAfterMs: number; random: number },
): WebhookDelivery {
  const at = made.at + made.tookMs;
  const tryCount = was.tryCount + 1;
  const is = {
    ...was,
    tryCount,
    tries: [...was.tries, made].slice(-KEPT_TRIES),
    firstTriedAt: was.firstTriedAt ?? made.at,
  };
  if (isAccepted(made)) return finished(is, "delivered", null, at);
  if (made.status === 410) return finished(is, "stopped", "gone", at);
  const dueAt = nextTryAt(tryCount, at, retryAfterMs, random);
  return dueAt === null ? finished(is, "stopped", "exhausted", at) : { ...is, dueAt };
}

/** The delivery in a state that it does not leave by itself. */
export function finished(
  delivery: WebhookDelivery,
  state: Exclude<DeliveryState, "waiting">,
  reason: DeliveryReason | null,
  at: number,
): WebhookDelivery {
  return { ...delivery, state, reason, dueAt: null, finishedAt: at };
}

/** The delivery as if it were new, under its id. */
export function sentAgain(delivery: WebhookDelivery, now: number): WebhookDelivery {
  const again = { state: "waiting", reason: null, isManual: true } as const;
  return { ...delivery, ...again, tryCount: 0, firstTriedAt: null, dueAt: now, finishedAt: null };
}
