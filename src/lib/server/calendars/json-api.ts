import * as v from "valibot";
import type { OutboundFetch } from "../outbound.ts";
import { CalendarProblem } from "./calendar.ts";
import { retryAfterOf, troubleOf } from "./trouble.ts";

/** Gives an access token; told which one was just refused, a newer one. Throws "signed-out" when there is none to be had. */
export type Bearer = (refused?: string) => Promise<string>;

/** What a provider answered; the body is null when there is none, or none that is JSON beside a failure. */
export interface Answer {
  status: number;
  ok: boolean;
  headers: Headers;
  body: unknown;
}

export interface Question {
  body?: unknown;
  headers?: Record<string, string>;
  timeoutMs?: number;
  maxBytes?: number;
}

/** Asks a provider with the host's access token, once more with a newer one when it is refused. Redirects are not followed. */
export type Ask = (method: string, url: URL, question?: Question) => Promise<Answer>;

export function openJsonApi(fetch: OutboundFetch, bearer: Bearer): Ask {
  async function once(method: string, url: URL, question: Question, token: string) {
    const { body, headers, ...limits } = question;
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
    });
    return answerOf(response);
  }

  return async (method, url, question = {}) => {
    try {
      const token = await bearer();
      const answer = await once(method, url, question, token);
      if (answer.status !== 401) return answer;
      return await once(method, url, question, await bearer(token));
    } catch (error) {
      throw troubleOf(error);
    }
  };
}

async function answerOf(response: Response): Promise<Answer> {
  const { status, ok, headers } = response;
  const text = await response.text();
  if (text.trim() === "") return { status, ok, headers, body: null };
  try {
    return { status, ok, headers, body: JSON.parse(text) };
  } catch {
    if (ok) throw new CalendarProblem("try-again", "unreadable", "no JSON");
    return { status, ok, headers, body: null };
  }
}

/** What every provider means alike by a status; `reason` is its own code for the failure. */
export function refusalBy({ status, headers }: Answer, reason: string): CalendarProblem {
  const detail = `HTTP ${status} ${reason}`.trim().slice(0, 120);
  const wait = retryAfterOf(headers);
  const no = (kind: CalendarProblem["kind"], why: string) =>
    new CalendarProblem(kind, why, detail, wait);
  if (status === 401) return no("signed-out", "consent-gone");
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
export function read<S extends v.GenericSchema>(schema: S, body: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, body);
  if (parsed.success) return parsed.output;
  throw new CalendarProblem("try-again", "unreadable", where(parsed.issues));
}

/** Which part of a body is not as it should be, without what stands there. */
function where([first]: readonly v.BaseIssue<unknown>[]): string {
  return `at ${(first && v.getDotPath(first)) ?? "the top"}`.slice(0, 120);
}
