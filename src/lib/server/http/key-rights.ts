/** What a route of the API needs, from the description of its operation. */
import type { RequestEvent } from "@sveltejs/kit";
import { type Access, operationAt } from "$lib/openapi/operation.ts";
import type { ApiKey } from "$lib/scheduling/api-key.ts";
import type { Refusal } from "$lib/scheduling/outcome.ts";

/** Who may send this request to the API. */
export function accessOf(event: RequestEvent): Access {
  return operationAt(event.locals.api, event.request.method)?.access ?? undescribedAccess(event);
}

/** Why a key may not be used for an operation; null when it may. */
export function keyRefusal(key: ApiKey, access: Access): Refusal | null {
  if (access === "public") return null;
  if (access === "session") return { code: "session-needed" };
  if (key.scopes.includes(access)) return null;
  return { code: "scope-missing", detail: `Scope needed: ${access}` };
}

/** Why the request's key may not be used for what is no operation; null when it may. */
export function refusedScope(event: RequestEvent): Refusal | null {
  const { locals: { apiKey, api, route }, request } = event;
  if (!apiKey || !route?.startsWith("/v0/") || operationAt(api, request.method)) return null;
  return keyRefusal(apiKey, undescribedAccess(event));
}

/** Of what is no operation: public for the document of the API, and for a public address asked by a method that it does not have (405). */
function undescribedAccess({ locals: { api, route } }: RequestEvent): Access {
  const isPublic = [api?.operations.GET, api?.operations.POST].some((each) =>
    each?.access === "public"
  );
  return route === "/v0/openapi.json" || isPublic ? "public" : "session";
}
