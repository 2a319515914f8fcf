import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import {
  OutboundError,
  type OutboundErrorKind,
  withUniformFailureTime,
} from "../outbound/index.ts";
import { CalendarError } from "./calendar.ts";
import type { CalendarErrorKind } from "$lib/scheduling/calendar-state.ts";

/** What a failed request means; `why` is a key of `i18n/en/calendars.ts`. */
export function toCalendarError(error: unknown): CalendarError {
  if (error instanceof CalendarError) return error;
  if (!(error instanceof OutboundError)) throw error;
  const [kind, why] = outboundErrors[error.kind];
  const detail = error.message.match(/\(([^)]*)\)$/)?.[1] ?? "";
  if (detail === "no TLS at this port") return new CalendarError(kind, "no-tls", error.host);
  return new CalendarError(kind, why, `${error.host}${detail ? `: ${detail}` : ""}`);
}

const outboundErrors: Record<OutboundErrorKind, [CalendarErrorKind, string]> = {
  "bad-address": ["refused", "wrong-address"],
  "private": ["refused", "private"],
  "dns": ["try-again", "dns"],
  "unreachable": ["try-again", "unreachable"],
  "tls": ["try-again", "tls"],
  "timeout": ["try-again", "timeout"],
  "too-large": ["try-again", "too-large"],
  "redirect": ["refused", "redirect"],
  "broken": ["try-again", "broken"],
};

/** What an answer that is not a success means. */
export function errorFromResponse(response: Response): CalendarError {
  const { status } = response;
  const [kind, why]: [CalendarErrorKind, string] = status === 401
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
    why,
    `HTTP ${status}`,
    retryAfterSeconds(response.headers),
    status,
  );
}

/** What a 401 means: a password that is wrong, or a way to sign in that is not ours (RFC 9110 §11.6.1). */
function unauthorizedReason(headers: Headers): [CalendarErrorKind, string] {
  const wanted = headers.get("www-authenticate") ?? "";
  if (wanted.trim() === "" || /(^|,)\s*basic\b/i.test(wanted)) {
    return ["signed-out", "wrong-password"];
  }
  return ["refused", /(^|,)\s*digest\b/i.test(wanted) ? "digest-only" : "other-sign-in"];
}

/** Whether a server answered a whole question as one about a single missing, forbidden or odd object is answered. */
export function isWholeRequestRefused(error: unknown): error is CalendarError {
  return error instanceof CalendarError && error.status !== null &&
    [400, 403, 404, 410].includes(error.status);
}

/** Seconds that the server asks to wait, as a number or a date by its own clock (RFC 9110 §10.2.3); at most a day. */
export function retryAfterSeconds(headers: Headers): number | null {
  const said = headers.get("retry-after");
  if (said === null) return null;
  const now = Date.parse(headers.get("date") ?? "") || Date.now();
  const seconds = /^\d+$/.test(said.trim()) ? Number(said) : (Date.parse(said) - now) / 1000;
  return Number.isFinite(seconds) ? Math.min(86_400, Math.max(0, Math.ceil(seconds))) : null;
}

/** Errors with the same message, so that it does not reveal what is on the network; the log tells them apart. */
const indistinguishableReasons = new Set(["private", "dns", "unreachable"]);

/** Runs requests to a calendar server; a `CalendarError` becomes a refusal with its code in `detail`. */
export async function toServerOutcome<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    const isUnreached = (error: unknown) =>
      error instanceof CalendarError && indistinguishableReasons.has(error.why);
    return accepted(await withUniformFailureTime(work, isUnreached));
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    // The server's own text is shown only for "client-refused", where it is a code that the operator needs.
    const serverText = error.why === "client-refused" ? { serverMessage: error.detail } : {};
    return refused("calendar-refused", { detail: error.why, ...serverText });
  }
}
