/** The client of the API: what pages' scripts use, and what `/docs/api/invito.ts` gives to others. */

/** Where the installation is, and who calls. */
export interface ClientOptions {
  /** The address of the installation; a page leaves it out and means its own. */
  baseUrl?: string;
  /** An API key; a page leaves it out and uses its session. */
  key?: string;
  fetch?: typeof fetch;
  /** How often a request is sent at most, while it is answered 429, 502, 503 or 504 or the connection fails. */
  tries?: number;
  /** The longest time to wait for the next try, ms: a longer Retry-After is left to the caller. */
  longestWait?: number;
}

export interface CallOptions {
  /** The same change with the same key is carried out once; one is made up where it is missing. */
  idempotencyKey?: string;
  /** Changes only what still has this revision. */
  ifMatch?: number;
  signal?: AbortSignal;
}

/** Method, path, the names of its query parameters, and whether a file is answered. */
export type Route = readonly [
  method: string,
  path: string,
  query?: readonly string[],
  isFile?: boolean,
];

/** An expected no: what it is called, what a person reads, and what each field lacks. */
export interface Refusal<Code extends string = string> {
  ok: false;
  code: Code;
  status: number;
  title: string;
  error: string;
  detail?: string;
  fields?: Record<string, string>;
  /** The nearest free starts, where a time was refused. */
  alternatives?: string[];
  /** Of a series, the starts that cannot be booked. */
  dates?: string[];
  /** Seconds to wait. */
  retryAfter?: number;
}

/** No answer, or one that is none of the API's. */
export class InvitoError extends Error {
  readonly status: number | null;
  constructor(message: string, status: number | null, options?: ErrorOptions) {
    super(message, options);
    this.name = "InvitoError";
    this.status = status;
  }
}

const passing = new Set([429, 502, 503, 504]);

/** Sends one call; the answer has `ok: true`, a refusal `ok: false`; anything else is thrown as InvitoError. */
export async function call(
  [method, path, query = [], isFile = false]: Route,
  input: Readonly<Record<string, unknown>>,
  options: CallOptions,
  client: ClientOptions,
): Promise<{ ok: boolean }> {
  const { tries = 4, longestWait = 30_000 } = client;
  const request = requestOf(method, path, query, input, options, client);
  for (let sent = 1;; sent++) {
    const isLast = sent >= tries;
    const response = await attempt(request, client, isLast);
    const wait = response === null
      ? 250 * 2 ** sent
      : passing.has(response.status)
      ? waitOf(response, sent)
      : null;
    if (response && (wait === null || isLast || wait > longestWait)) {
      return await answerOf(response, isFile);
    }
    await response?.body?.cancel();
    await pause(wait ?? 0, options.signal);
  }
}

/** Calls by group and method, as `invito.bookings.create(input, options)`. */
export function createClient(
  routes: Readonly<Record<string, Route>>,
  client: ClientOptions,
): Record<string, Record<string, unknown>> {
  const groups: Record<string, Record<string, unknown>> = {};
  for (const [id, route] of Object.entries(routes)) {
    const [group, name] = id.split(".") as [string, string];
    (groups[group] ??= {})[name] = (
      input: Record<string, unknown> = {},
      options: CallOptions = {},
    ) => call(route, input, options, client);
  }
  return groups;
}

function requestOf(
  method: string,
  path: string,
  query: readonly string[],
  input: Readonly<Record<string, unknown>>,
  { idempotencyKey, ifMatch, signal }: CallOptions,
  { baseUrl = "", key }: ClientOptions,
): { url: string; init: RequestInit } {
  const rest = { ...input };
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(rest[name]);
    delete rest[name];
    return encodeURIComponent(value);
  });
  const parameters = new URLSearchParams();
  for (const name of query) {
    if (rest[name] !== undefined) parameters.set(name, String(rest[name]));
    delete rest[name];
  }
  const headers: Record<string, string> = { accept: "application/json" };
  if (key) headers["authorization"] = `Bearer ${key}`;
  if (ifMatch !== undefined) headers["if-match"] = `"${ifMatch}"`;
  const isChange = method !== "GET";
  if (isChange) {
    headers["content-type"] = "application/json";
    headers["idempotency-key"] = idempotencyKey ?? crypto.randomUUID();
  }
  const search = parameters.size > 0 ? `?${parameters}` : "";
  return {
    url: `${baseUrl.replace(/\/$/, "")}${filled}${search}`,
    init: {
      method,
      headers,
      ...(isChange ? { body: JSON.stringify(rest) } : {}),
      ...(signal ? { signal } : {}),
    },
  };
}

/** One try; null when the connection failed and another follows. Every change has a key, so each may be sent again. */
async function attempt(
  { url, init }: { url: string; init: RequestInit },
  client: ClientOptions,
  isLast: boolean,
): Promise<Response | null> {
  try {
    return await (client.fetch ?? fetch)(url, init);
  } catch (error) {
    if (isLast || init.signal?.aborted) {
      throw new InvitoError("The installation could not be reached.", null, { cause: error });
    }
    return null;
  }
}

/** Milliseconds until the next try: Retry-After, else doubling. */
function waitOf(response: Response, sent: number): number {
  const seconds = Number(response.headers.get("retry-after") ?? NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : 250 * 2 ** sent;
}

/** The answer as it is; of a file its text. */
async function answerOf(response: Response, isFile: boolean): Promise<{ ok: boolean }> {
  if (response.ok && isFile) return { ok: true, text: await response.text() } as { ok: true };
  // A body that is no JSON, as a proxy's page, is no answer of the API: it is thrown below with its status.
  const answer = await response.json().catch(() => null);
  const isRefusal = answer?.ok === false && typeof answer.code === "string";
  if (response.ok && answer?.ok === true) return answer;
  if (!isRefusal) {
    throw new InvitoError(answer?.title ?? `HTTP ${response.status}`, response.status);
  }
  const retryAfter = Number(response.headers.get("retry-after") ?? NaN);
  return Number.isFinite(retryAfter) ? { ...answer, retryAfter } : answer;
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    }, { once: true });
  });
}
