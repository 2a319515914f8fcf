import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import {
  isUnreached,
  OutboundError,
  type OutboundErrorKind,
  withUniformFailureTime,
} from "../outbound/index.ts";
import { CalendarError } from "./calendar.ts";
import type { CalendarErrorKind } from "$lib/scheduling/calendar-state.ts";

/** The `CalendarError` for a failed outgoing request; rethrows any other error. */
export function toCalendarError(error: unknown): CalendarError {
  if (error instanceof CalendarError) return error;
  if (!(error instanceof OutboundError)) throw error;
  const [kind, reason] = outboundErrors[error.kind];
  const [, detail = isUnreached(error) ? error.kind : ""] = /\(([^)]*)\)$/.exec(error.message) ??
    [];
  if (detail === "no TLS at this port") return new CalendarError(kind, "no-tls", error.host);
  return new CalendarError(kind, reason, `${error.host}${detail ? `: ${detail}` : ""}`);
}

const outboundErrors: Record<OutboundErrorKind, [CalendarErrorKind, string]> = {
  "bad-address": ["refused", "wrong-address"],
  "private": ["try-again", "unreachable"],
  "dns": ["try-again", "unreachable"],
  "unreachable": ["try-again", "unreachable"],
  "tls": ["try-again", "tls"],
  "timeout": ["try-again", "timeout"],
  "too-large": ["try-again", "too-large"],
  "redirect": ["refused", "redirect"],
  "broken": ["try-again", "broken"],
};

/** The `CalendarError` for a response that is not a success. */
export function errorFromResponse(response: Response): CalendarError {
  const { status } = response;
  const [kind, reason]: [CalendarErrorKind, string] = status === 401
    ? unauthorizedReason(response.headers)
    : status === 403
    ? ["refused", "forbidden"]
    : status === 404 || status === 410
    ? ["gone", "not-found"]
    : status === 409 || status === 412
    ? ["changed", "changed"]
    : status === 423
    ? ["try-again", "locked"]
    : status === 429
    ? ["try-again", "slow-down"]
    : status === 507
    ? ["try-again", "full"]
    : status >= 500
    ? ["try-again", "server-error"]
    : status >= 300 && status < 400
    ? ["refused", "redirect"]
    : ["refused", "not-caldav"];
  return new CalendarError(
    kind,
    reason,
    `HTTP ${status}`,
    retryAfterSeconds(response.headers),
    status,
  );
}

/** The error of a 401: a wrong password, or an authentication scheme that is not Basic (RFC 9110 §11.6.1). */
function unauthorizedReason(headers: Headers): [CalendarErrorKind, string] {
  const challenge = headers.get("www-authenticate") ?? "";
  if (challenge.trim() === "" || /(^|,)\s*basic\b/i.test(challenge)) {
    return ["signed-out", "wrong-password"];
  }
  return ["refused", /(^|,)\s*digest\b/i.test(challenge) ? "digest-only" : "other-sign-in"];
}

/** Whether the server has no such request: its method, its report or its kind of body (RFC 9110 §15.5.6, §15.5.16, §15.6.2). */
export function isMethodMissing(error: unknown): error is CalendarError {
  return error instanceof CalendarError && error.status !== null &&
    [405, 415, 501].includes(error.status);
}

/** Whether a whole request was refused by a status that other requests of the server need not have. */
export function isWholeRequestRefused(error: unknown): error is CalendarError {
  return isMethodMissing(error) || error instanceof CalendarError && error.status !== null &&
      [400, 403, 404, 410].includes(error.status);
}

/** Retry-After in seconds, from a number or a date by the server's clock (RFC 9110 §10.2.3); at most a day. */
export function retryAfterSeconds(headers: Headers): number | null {
  const value = headers.get("retry-after");
  if (value === null) return null;
  const now = Date.parse(headers.get("date") ?? "") || Date.now();
  const seconds = /^\d+$/.test(value.trim()) ? Number(value) : (Date.parse(value) - now) / 1000;
  return Number.isFinite(seconds) ? Math.min(86_400, Math.max(0, Math.ceil(seconds))) : null;
}

/** Runs requests to a calendar server; a `CalendarError` becomes a refusal with its code in `detail`, and is told `note`. */
export async function toServerOutcome<T>(
  work: () => Promise<T>,
  note: (error: CalendarError) => void = () => {},
): Promise<Outcome<T, "calendar-refused">> {
  try {
    const isUniform = (error: unknown) =>
      error instanceof CalendarError && error.reason === "unreachable";
    return accepted(await withUniformFailureTime(work, isUniform));
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    note(error);
    // The server's own text is shown only for "client-refused", where it is a code that the operator needs.
    const serverText = error.reason === "client-refused" ? { serverMessage: error.detail } : {};
    return refused("calendar-refused", { detail: error.reason, ...serverText });
  }
}
