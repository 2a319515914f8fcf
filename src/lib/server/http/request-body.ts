/** How large a body each route takes. Nothing of it is read before it is known who sends it where. */
import type { RequestEvent } from "@sveltejs/kit";
import { operationAt } from "$lib/openapi/operation.ts";
import { rateLimitKey } from "../runtime/client-address.ts";
import { statusProblem } from "./problem-details.ts";
import { isApiRequest, refusalResponse } from "./refusal-response.ts";

/** What became of a body: it is here, or why it is not. */
export type Received = "whole" | "too-large" | "busy" | "late" | "gone";

/** The body of a request that may still be on its way. */
export interface IncomingBody {
  /** Reads all of it; what is held for one client counts together. After `withinMs` it is not waited for any longer. */
  receive(terms: { maxBytes: number; client: string; withinMs?: number }): Promise<Received>;
}

/** Twenty answers and a note in Chinese are 198 KB as a form sends them. */
export const FORM_BYTES = 256 * 1024;
/** A picture of the largest size, in base64 in a JSON object. */
export const PICTURE_BYTES = 1280 * 1024;

/** Forms with a file. */
const pictureForms = new Set(["/dashboard/[...owner=settings]/page"]);

/** How long a form is waited for that is kept only to be given back. */
const KEPT_WITHIN_MS = 1_000;
/** When somebody returns for whose body there is no room. */
const RETRY_S = 5;

/** Receives the body of a request that was let in; the refusal of one that is too large or for which there is no room. */
export async function receiveBody(event: RequestEvent): Promise<Response | null> {
  const { body } = event.platform ?? {}, maxBytes = await bodyLimit(event);
  if (!body || maxBytes === null) return null;
  const { app, client } = event.locals;
  const arrival = body.receive({ maxBytes, client: rateLimitKey(client) });
  switch (await app.requests.waitForClient(arrival)) {
    case "whole":
      return null;
    case "too-large":
      return tooLarge(event, maxBytes);
    case "busy":
      return refusalResponse(event, { code: "overloaded", retryAfter: RETRY_S });
    default:
      // Nobody is there to read it.
      return new Response(null, { status: 400 });
  }
}

/** Whether a form of a page that is refused is here, or comes in a moment. */
export async function hasArrived(event: RequestEvent): Promise<boolean> {
  const { body } = event.platform ?? {};
  if (!body) return true;
  // Programs keep what they sent themselves.
  if (isApiRequest(event) || await bodyLimit(event) === null) return false;
  const client = rateLimitKey(event.locals.client);
  const terms = { maxBytes: FORM_BYTES, client, withinMs: KEPT_WITHIN_MS };
  return await body.receive(terms) === "whole";
}

/** The most bytes that a route takes with this method; null for one that takes no body. */
export async function bodyLimit(
  { locals, request: { method }, platform }: Pick<RequestEvent, "locals" | "request" | "platform">,
): Promise<number | null> {
  const id = locals.route;
  if (id === null) return null;
  if (id.startsWith("/v0/")) {
    const operation = operationAt(locals.api, method);
    return operation?.body ? operation.maxBytes ?? FORM_BYTES : null;
  }
  if (platform && !await platform.takes(id, method)) return null;
  return pictureForms.has(id) ? PICTURE_BYTES : FORM_BYTES;
}

function tooLarge(event: RequestEvent, maxBytes: number): Response {
  const sentence = `The request body is larger than ${maxBytes} bytes.`;
  if (isApiRequest(event)) return statusProblem(413, sentence);
  const headers = { "content-type": "text/plain; charset=utf-8" };
  return new Response(sentence + "\n", { status: 413, headers });
}
