/** Every expected "no" of the product; one table in `messages/en/errors.json` gives its sentence, one in `openapi/refusal-status.ts` its status. */
export type RefusalCode =
  | "not-found" // no such record, or it belongs to another host
  | "invalid" // the form has fields to mend; see `fields`
  | "taken" // a live booking or busy time holds this time
  | "not-offered" // outside hours, horizon, grid or notice
  | "inactive" // the event type is switched off, or somebody whom it needs is gone: see `fields`
  | "link-used" // a private link whose bookings are all taken
  | "link-expired" // a private link that expired or was revoked
  | "too-late" // the host wants more warning than is left for a guest to do this alone
  | "already-confirmed"
  | "already-rejected"
  | "already-cancelled"
  | "expired" // the request ran past its deadline
  | "changed" // the record is no longer the one the form showed
  | "conflict" // a calendar shows new busy time; the host may confirm all the same
  | "unreachable" // a calendar did not answer; the host may confirm all the same
  | "key-reused" // an idempotency key came back with another payload
  | "key-required" // the Idempotency-Key header is missing or malformed
  | "in-progress" // the first request with this key is still running
  | "answer-lost" // the first request with this key was carried out, its answer is not known any more
  | "scope-missing" // the API key may not do this
  | "session-needed" // only a signed-in browser may do this, no API key
  | "busy" // contention outlasted its retries: try again (503)
  | "overloaded" // more work than the machine can do: nothing was read or changed (503)
  | "cannot-save" // the disk of the server is full or fails: nothing was changed (503)
  | "too-many" // a limit; see `retryAfter` in seconds
  | "too-many-pending" // this guest, or this network, has as many requests waiting as the host takes
  | "too-many-upcoming" // this guest, or this network, has as many confirmed bookings ahead as the host takes
  | "too-many-dates" // the dates of a series are too large together for one commit: fewer, or a shorter note
  | "too-many-emails" // this address is sent no more emails about new bookings today; see `retryAfter`
  | "too-fast" // a form that was sent faster than people type, or with its hidden field filled
  | "declined" // this host takes no bookings from this guest; the reason is not shown
  | "name-taken" // username or slug is used already
  | "name-reserved"
  | "signed-out" // sign in first, or the link is spent, late or not ours
  | "key-invalid" // an API key that is unknown, expired or revoked
  | "key-in-url" // an API key in a URL, where it is logged; a real one is revoked
  | "scope-missing" // the API key may not do this
  | "session-needed" // only a signed-in browser may do this, no API key
  | "forbidden" // foreign Origin, wrong content type
  | "malformed" // a body that cannot be read at all
  | "calendar-refused"; // a calendar server refused it; see `detail`

export interface Refusal<Code extends RefusalCode = RefusalCode> {
  code: Code;
  /** Form errors: field name to key of `messages/en/errors.json` or a ready sentence. */
  fields?: Record<string, string>;
  /** Nearest free starts in epoch ms, for `taken` and `not-offered`. */
  alternatives?: number[];
  /** Of a series the starts that cannot be booked, epoch ms, for `taken` and `not-offered`. */
  dates?: number[];
  /** The address of the page that lists what else can be booked, for `inactive`. */
  others?: string;
  /** Seconds to wait, for `too-many`, `busy`, `overloaded` and `cannot-save`. */
  retryAfter?: number;
  /** What conflicts, or what the server answered, without secrets. */
  detail?: string;
  /** What a calendar server answered, for administrators; without secrets. */
  serverMessage?: string;
  /** Fingerprints of everything that the host was shown with this; sent back to confirm all the same. */
  acknowledged?: string[];
}

export interface Refused<Code extends RefusalCode = RefusalCode> {
  ok: false;
  refusal: Refusal<Code>;
}

/** What a verb comes to: its result, or one of the refusals that its type names. */
export type Outcome<T, Code extends RefusalCode = RefusalCode> =
  | { ok: true; value: T }
  | Refused<Code>;

export function accepted<T>(value: T): Outcome<T, never> {
  return { ok: true, value };
}

export function refused<const Code extends RefusalCode>(
  code: Code,
  more: Omit<Refusal, "code"> = {},
): Refused<Code> {
  return { ok: false, refusal: { code, ...more } };
}

/** The starts that a refused request for this one could not have; none where the time is not why it was refused. */
export function refusedStarts({ code, dates }: Refusal, start: number): number[] {
  if (code !== "taken" && code !== "not-offered") return [];
  return dates ?? (Number.isFinite(start) ? [start] : []);
}
