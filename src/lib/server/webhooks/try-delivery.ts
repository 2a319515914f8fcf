import type { DeliveryTry, TryError } from "$lib/scheduling/webhook-delivery.ts";
import { SECOND } from "$lib/scheduling/durations.ts";
import type { App } from "../app.ts";
import {
  isUnreached,
  OutboundError,
  type OutboundErrorKind,
  withUniformFailureTime,
} from "../outbound/index.ts";
import type { WebhookRequest } from "./payload.ts";
import { isAllowedUrl } from "./subscriptions.ts";

/** How long a receiver may take to answer. */
const TIMEOUT_MS = 15 * SECOND;
/** How much of an answer is kept. */
const ANSWER_BYTES = 2048;

/** A try and the pause that the receiver asked for with it, ms. */
export interface MadeTry {
  made: DeliveryTry;
  retryAfterMs: number;
}

/** Sends one request and reads the beginning of its answer; follows no redirect, throws only when the program stops. */
export async function tryDelivery(
  app: App,
  url: string,
  { headers, body }: WebhookRequest,
): Promise<MadeTry> {
  const at = app.now(), began = app.elapsed();
  const ended = (
    answer: Pick<DeliveryTry, "status" | "error" | "cause" | "answer" | "isAnswerCut">,
  ) => ({
    at,
    tookMs: Math.max(0, Math.round(app.elapsed() - began)),
    url,
    ...answer,
  });
  const failed = (error: TryError, cause: string | null) =>
    ended({ status: null, error, cause, answer: "", isAnswerCut: false });
  if (!isAllowedUrl(app, url)) return { made: failed("address", null), retryAfterMs: 0 };
  const send = () =>
    app.fetch(url, {
      method: "POST",
      headers,
      body,
      timeoutMs: TIMEOUT_MS,
      firstBytes: ANSWER_BYTES + 1,
      signal: app.stopping,
    });
  try {
    const response = await withUniformFailureTime(send, isUnreached);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const answer = new TextDecoder().decode(bytes.subarray(0, ANSWER_BYTES));
    const isAnswerCut = bytes.length > ANSWER_BYTES;
    return {
      made: ended({ status: response.status, error: null, cause: null, answer, isAnswerCut }),
      retryAfterMs: retryAfterOf(response, app.now()),
    };
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    app.log.info("webhook-not-answered", { server: error.host, reason: error.message });
    return { made: failed(errorNames[error.kind], error.kind), retryAfterMs: 0 };
  }
}

const errorNames: Record<OutboundErrorKind, TryError> = {
  "bad-address": "address",
  "private": "unreachable",
  "dns": "unreachable",
  "unreachable": "unreachable",
  "tls": "tls",
  "timeout": "timeout",
  "too-large": "broken",
  "redirect": "broken",
  "broken": "broken",
};

/** The pause that a 429 or 503 asks for, in seconds or as a date (RFC 9110 §10.2.3); 0 for none. */
function retryAfterOf({ status, headers }: Response, now: number): number {
  if (status !== 429 && status !== 503) return 0;
  const value = headers.get("retry-after")?.trim() ?? "";
  if (/^\d{1,9}$/.test(value)) return Number(value) * SECOND;
  const at = Date.parse(value);
  return Number.isNaN(at) ? 0 : Math.max(0, at - now);
}
