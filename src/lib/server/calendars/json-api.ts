import * as v from "valibot";
import type { OutboundFetch } from "../outbound/index.ts";
import { CalendarError, INTERACTIVE_LIMITS } from "./calendar.ts";
import { retryAfterSeconds, toCalendarError } from "./errors.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";

/** Gives an access token; told which one was just refused, a newer one. Throws "signed-out" when there is none to be had. */
export type Bearer = (refused?: string) => Promise<string>;

/** What a provider answered; the body is null when there is none, or none that is JSON beside a failure. */
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
  /** Somebody waits for the answer, until then by `performance.now()`: a short time that the provider asks for is waited for. */
  deadline?: number;
}

/** Asks a provider with the host's access token, once more with a newer one when it is refused. Redirects are not followed. */
export type SendRequest = (method: string, url: URL, question?: ApiRequest) => Promise<ApiResponse>;

/** How an account is asked. */
export interface ApiAccess {
  bearer: Bearer;
  /** Lets requests to one account go one after the other where its provider counts them; those that somebody waits for go first. */
  queue?: <T>(isUrgent: boolean, work: () => Promise<T>) => Promise<T>;
  /** Waits so many milliseconds. */
  wait?: (ms: number) => Promise<void>;
}

/** Limits of a listing of a whole calendar. */
export const LISTING_LIMITS = { timeoutMs: MINUTE, maxBytes: 32 * 1024 * 1024 };

/** Limits of a request that begins now and that somebody waits for. */
export function interactiveLimits(): Pick<ApiRequest, "timeoutMs" | "deadline"> {
  const { timeoutMs } = INTERACTIVE_LIMITS;
  return { timeoutMs, deadline: performance.now() + timeoutMs };
}

const MAX_ATTEMPTS = 3;
/** What an answer takes after the time to wait is over. */
const RESPONSE_ALLOWANCE_MS = 300;

export function openJsonApi(fetch: OutboundFetch, asking: ApiAccess): SendRequest {
  const { bearer, queue = (_, work) => work(), wait = delay } = asking;

  async function once(method: string, url: URL, question: ApiRequest, token: string) {
    const { body, headers, deadline, ...limits } = question;
    const left = deadline === undefined ? undefined : Math.floor(deadline - performance.now());
    // It stood in the queue for as long as anybody waits.
    if (left !== undefined && left <= 0) throw new CalendarError("try-again", "timeout");
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
      ...(left === undefined ? {} : { timeoutMs: Math.min(left, limits.timeoutMs ?? left) }),
    });
    return answerOf(response);
  }

  async function admitted(method: string, url: URL, question: ApiRequest): Promise<ApiResponse> {
    const queued = (token: string) =>
      queue(question.deadline !== undefined, () => once(method, url, question, token));
    const token = await bearer();
    const answer = await queued(token);
    if (answer.status !== 401) return answer;
    const again = await queued(await bearer(token));
    if (again.status !== 401) return again;
    // Who gives out tokens has just given one: the consent stands, whatever is wrong.
    throw new CalendarError("try-again", "token-refused", "HTTP 401 twice");
  }

  return async (method, url, question = {}) => {
    try {
      for (let tries = 1;; tries++) {
        const answer = await admitted(method, url, question);
        const ms = tries < MAX_ATTEMPTS ? retryDelay(answer, question) : null;
        if (ms === null) return answer;
        await wait(ms);
      }
    } catch (error) {
      throw toCalendarError(error);
    }
  };
}

/** How long the provider asks to wait, in ms, where the answer then still comes in time; null where it does not. */
function retryDelay({ status, headers }: ApiResponse, { deadline }: ApiRequest): number | null {
  const seconds = status === 429 || status === 503 ? retryAfterSeconds(headers) : null;
  if (seconds === null || deadline === undefined) return null;
  const ms = seconds * 1000;
  return performance.now() + ms + RESPONSE_ALLOWANCE_MS < deadline ? ms : null;
}

/** Waits so many milliseconds. */
export function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function answerOf(response: Response): Promise<ApiResponse> {
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

/** Throws "token-gone" for an answer to a sync token, delta link or series that the provider does not accept any more: everything has to be listed. */
export function requireSyncState({ status }: Pick<ApiResponse, "status">): void {
  if (status === 400 || status === 404 || status === 410) {
    throw new CalendarError("changed", "token-gone", `HTTP ${status}`);
  }
}

/** What every provider means alike by a status, but 401; `reason` is its own code for the failure. */
export function errorFromApiStatus(
  { status, headers }: ApiResponse,
  reason: string,
): CalendarError {
  const detail = `HTTP ${status} ${reason}`.trim().slice(0, 120);
  const wait = retryAfterSeconds(headers);
  const no = (kind: CalendarError["kind"], why: string) =>
    new CalendarError(kind, why, detail, wait);
  if (status === 403) return no("refused", "forbidden");
  if (status === 404 || status === 410) return no("gone", "not-found");
  if (status === 409 || status === 412) return no("changed", "changed");
  if (status === 423) return no("try-again", "locked");
  if (status === 429) return no("try-again", "slow-down");
  if (status === 507) return no("try-again", "full");
  if (status >= 500) return no("try-again", "server-error");
  return status >= 300 && status < 400
    ? no("refused", "redirect")
    : no("refused", "not-understood");
}

/** A body as the schema says it; anything else is an answer that cannot be understood. */
export function parseBody<S extends v.GenericSchema>(schema: S, body: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, body);
  if (parsed.success) return parsed.output;
  throw new CalendarError("try-again", "unreadable", issuePath(parsed.issues));
}

/** Which part of a body is not as it should be, without what stands there. */
function issuePath([first]: readonly v.BaseIssue<unknown>[]): string {
  return `at ${(first && v.getDotPath(first)) ?? "the top"}`.slice(0, 120);
}
