/**
 * Kept pages as they were sent last: answered from the head of a request, before the framework is asked, where nothing of
 * who asks can make the answer another one. Whatever else a request has goes the whole way.
 */
import type { RequestEvent } from "@sveltejs/kit";
import { sessionCookie } from "../auth/sessions.ts";
import type { App } from "../app.ts";
import { clientAddress } from "../runtime/client-address.ts";
import type { ReadyPage } from "../runtime/page-memory.ts";
import { newId } from "../runtime/secrets.ts";
import { givenRequestId } from "./given-request-id.ts";
import { headerRecord } from "./header-record.ts";
import { isRight } from "./kept-pages.ts";
import { measureAnswer } from "./measure-request.ts";
import { countPage } from "./request-limits.ts";

/** The head of a request; names of headers are in lower case. */
export interface RequestHead {
  method?: string | undefined;
  url?: string | undefined;
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A whole answer of status 200. */
export type ReadyAnswer = Pick<ReadyPage, "headers" | "body">;

/** Headers with which an answer is not the same for everybody. */
const personal = [
  "authorization",
  "if-none-match",
  "origin",
  "content-length",
  "transfer-encoding",
  "range",
];
/** Headers that say which of the answers it is. */
const choosing = ["accept", "accept-language", "accept-encoding", "x-forwarded-proto"];

/** All that decides which kept page a request to this host is answered with; null where that depends on who asks. */
function readyKey({ method, url = "", headers }: RequestHead, host: string): string | null {
  if (method !== "GET" || host === "") return null;
  for (const name of personal) if (headers[name] !== undefined) return null;
  if (headers["cookie"]?.includes(sessionCookie)) return null;
  let key = `${host}\n${url}`;
  for (const name of choosing) key += `\n${headers[name] ?? ""}`;
  return key.length > MAX_KEY ? null : key;
}

/** Longer ones are no browser's. */
const MAX_KEY = 2_000;

/** The keys of kept pages that were sent, by those of the requests; so many are remembered, and so many answers of a page. */
const pageKeys = new Map<string, string>();
const MOST_KEYS = 5_000, MOST_ANSWERS = 8;

/** Notes how a kept page was sent, for requests with the same key. */
export function noteReady(
  { url, locals: { kept, route }, platform }: RequestEvent,
  { status, headers }: Response,
): void {
  const key = platform?.readyKey;
  if (!kept || !key || status !== 200 || route === null) return;
  const { page, key: pageKey, body } = kept;
  if (pageKeys.size >= MOST_KEYS) pageKeys.clear();
  pageKeys.set(key, pageKey);
  if (page.ready.size >= MOST_ANSWERS) page.ready.clear();
  page.ready.set(key, { headers: headerRecord(headers), body, url, route });
}

/** What is known of a request by its head. */
export interface Ready {
  /** Under which its answer may be noted; null where it depends on who asks. */
  key: string | null;
  /** The answer where one was noted; null in it where it has to be refused or made anew, which the request handler does. */
  answer: Promise<ReadyAnswer | null> | null;
}

/** What is ready for a request to this host, from the address of the socket. */
export function readyPage(app: App, head: RequestHead, host: string, socket: string): Ready {
  const key = readyKey(head, host);
  return { key, answer: key === null ? null : readyAnswer(app, key, head, socket) };
}

function readyAnswer(
  app: App,
  key: string,
  { headers }: RequestHead,
  socket: string,
): Ready["answer"] {
  const page = app.pages.get(pageKeys.get(key) ?? ""), ready = page?.ready.get(key);
  if (!page || !ready) return null;
  const header = (name: string) => {
    const value = headers[name];
    return value === undefined ? null : String(value);
  };
  const { trustedProxies } = app.settings, forwarded = header("x-forwarded-for");
  // Once a day the log says that the proxy is not trusted.
  if (forwarded && trustedProxies === 0) return null;
  const client = clientAddress(socket, forwarded, trustedProxies);
  if (!app.admission.admits("kept")) return null;
  const began = performance.now();
  return app.requests.answer(async () => {
    if (!await isRight(app, page) || !countPage(app, client)) return null;
    const request = { method: "GET", headers: { get: header } };
    page.visited({ url: ready.url, request, client });
    measureAnswer(app, { route: ready.route, method: "GET", status: 200 }, began);
    const id = givenRequestId(request.headers, app.settings) ?? newId();
    return { headers: { ...ready.headers, "x-request-id": id }, body: ready.body };
  });
}
