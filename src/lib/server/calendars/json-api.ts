import * as v from "valibot";
import type { OutboundFetch } from "../outbound/index.ts";
import { CalendarError, INTERACTIVE_LIMITS } from "./calendar.ts";
import { retryAfterSeconds, toCalendarError } from "./errors.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";

/** Gives an access token; a newer one than `refused` when that is given. Throws "signed-out" when there is none. */
export type Bearer = (refused?: string) => Promise<string>;

/** A response of a provider; the body is null when it is empty, or no JSON in a failure. */
export interface ApiResponse {
  status: number;
  ok: boolean;
  headers: Headers;
  body: unknown;
}

export interface ApiRequest {
  body?: unknown;
  headers?: Record<string, string>;
  timeoutMs?: number;
  maxBytes?: number;
  /** When a person stops waiting, by `performance.now()`; a Retry-After that fits before it is waited for. */
  deadline?: number;
}

/** Sends a request with the access token, once more with a newer one after a 401. Redirects are not followed. */
export type SendRequest = (method: string, url: URL, request?: ApiRequest) => Promise<ApiResponse>;

/** How requests of an account are sent. */
export interface ApiAccess {
  bearer: Bearer;
  /** Limits concurrent requests of an account; urgent ones, for which a person waits, go first. */
  queue?: <T>(isUrgent: boolean, work: () => Promise<T>) => Promise<T>;
  /** Waits for a number of ms. */
  wait?: (ms: number) => Promise<void>;
}

/** Limits of a listing of a whole calendar. */
export const LISTING_LIMITS = { timeoutMs: MINUTE, maxBytes: 32 * 1024 * 1024 };

/** Limits of a request that starts now and that a person waits for. */
export function interactiveLimits(): Pick<ApiRequest, "timeoutMs" | "deadline"> {
  const { timeoutMs } = INTERACTIVE_LIMITS;
  return { timeoutMs, deadline: performance.now() + timeoutMs };
}

const MAX_ATTEMPTS = 3;
/** How long a response takes after the wait. */
const RESPONSE_ALLOWANCE_MS = 300;

export function openJsonApi(fetch: OutboundFetch, access: ApiAccess): SendRequest {
  const { bearer, queue = (_, work) => work(), wait = delay } = access;

  async function sendOnce(method: string, url: URL, request: ApiRequest, token: string) {
    const { body, headers, deadline, ...limits } = request;
    const remainingMs = deadline === undefined
      ? undefined
      : Math.floor(deadline - performance.now());
    // The deadline has passed in the queue.
    if (remainingMs !== undefined && remainingMs <= 0) {
      throw new CalendarError("try-again", "timeout");
    }
    const response = await fetch(url, {
      method,
      headers: {
        accept: "application/json",
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...limits,
      ...(remainingMs === undefined
        ? {}
        : { timeoutMs: Math.min(remainingMs, limits.timeoutMs ?? remainingMs) }),
    });
    return toApiResponse(response);
  }

  async function sendWithToken(
    method: string,
    url: URL,
    request: ApiRequest,
  ): Promise<ApiResponse> {
    const sendQueued = (token: string) =>
      queue(request.deadline !== undefined, () => sendOnce(method, url, request, token));
    const token = await bearer();
    const response = await sendQueued(token);
    if (response.status !== 401) return response;
    const retried = await sendQueued(await bearer(token));
    if (retried.status !== 401) return retried;
    // The token was refreshed just now, so the consent is still valid.
    throw new CalendarError("try-again", "token-refused", "HTTP 401 twice");
  }

  return async (method, url, request = {}) => {
    try {
      for (let tries = 1;; tries++) {
        const response = await sendWithToken(method, url, request);
        const ms = tries < MAX_ATTEMPTS ? retryDelay(response, request) : null;
        if (ms === null) return response;
        await wait(ms);
      }
    } catch (error) {
      throw toCalendarError(error);
    }
  };
}

/** Retry-After in ms, when a retry still meets the deadline; null otherwise. */
function retryDelay({ status, headers }: ApiResponse, { deadline }: ApiRequest): number | null {
  const seconds = status === 429 || status === 503 ? retryAfterSeconds(headers) : null;
  if (seconds === null || deadline === undefined) return null;
  const ms = seconds * 1000;
  return performance.now() + ms + RESPONSE_ALLOWANCE_MS < deadline ? ms : null;
}

/** Waits for a number of ms. */
export function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function toApiResponse(response: Response): Promise<ApiResponse> {
  const { status, ok, headers } = response;
  const text = await response.text();
  if (text.trim() === "") return { status, ok, headers, body: null };
  try {
    return { status, ok, headers, body: JSON.parse(text) };
  } catch {
    if (ok) throw new CalendarError("try-again", "unreadable", "no JSON");
    return { status, ok, headers, body: null };
  }
}

/** Throws "token-gone" when the provider rejects a sync token, delta link or series: then a full sync is needed. */
export function requireSyncState({ status }: Pick<ApiResponse, "status">): void {
  if (status === 400 || status === 404 || status === 410) {
    throw new CalendarError("changed", "token-gone", `HTTP ${status}`);
  }
}

/** The error of a status that all providers use alike, but 401; `code` is the provider's own. */
export function errorFromApiStatus(
  { status, headers }: Pick<ApiResponse, "status" | "headers">,
  code: string,
): CalendarError {
  const detail = `HTTP ${status} ${code}`.trim().slice(0, 120);
  const retryAfter = retryAfterSeconds(headers);
  const fail = (kind: CalendarError["kind"], reason: string) =>
    new CalendarError(kind, reason, detail, retryAfter, status);
  if (status === 403) return fail("refused", "forbidden");
  if (status === 404 || status === 410) return fail("gone", "not-found");
  if (status === 409 || status === 412) return fail("changed", "changed");
  if (status === 423) return fail("try-again", "locked");
  if (status === 429) return fail("try-again", "slow-down");
  if (status === 507) return fail("try-again", "full");
  if (status >= 500) return fail("try-again", "server-error");
  return status >= 300 && status < 400
    ? fail("refused", "redirect")
    : fail("refused", "not-understood");
}

/** A body parsed by a schema. Throws "unreadable". */
export function parseBody<S extends v.GenericSchema>(schema: S, body: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, body);
  if (parsed.success) return parsed.output;
  throw new CalendarError("try-again", "unreadable", issuePath(parsed.issues));
}

/** The path of the first invalid part of a body, without its value. */
function issuePath([first]: readonly v.BaseIssue<unknown>[]): string {
  return `at ${(first && v.getDotPath(first)) ?? "the top"}`.slice(0, 120);
}
