/** What a route of the API needs, from the description of its operation. */
import type { RequestEvent } from "@sveltejs/kit";
import type { Access } from "$lib/api/operation.ts";
import { operationAt } from "$lib/api/operations.ts";
import type { ApiKey } from "$lib/scheduling/api-key.ts";
import type { Refusal } from "$lib/scheduling/outcome.ts";

/** Who may send this request to the API. */
export function accessOf(routeId: string, method: string): Access {
  return operationAt(routeId, method)?.access ?? undescribedAccess(routeId);
}

/** Why a key may not be used for an operation; null when it may. */
export function keyRefusal(key: ApiKey, access: Access): Refusal | null {
  if (access === "public") return null;
  if (access === "session") return { code: "session-needed" };
  if (key.scopes.includes(access)) return null;
  return { code: "scope-missing", detail: `Scope needed: ${access}` };
}

/** Why the request's key may not be used for a route without `serve`, which checks it itself; null when it may. */
export function refusedScope({ locals: { apiKey }, route, request }: RequestEvent): Refusal | null {
  const id: string = route.id ?? "";
  if (!apiKey || !id.startsWith("/v0/") || operationAt(id, request.method)) return null;
  return keyRefusal(apiKey, undescribedAccess(id));
}

/** What everybody may read that is no operation. */
const documents = ["/v0/openapi.json", "/v0/embed/widget.js"];

/** Of a route that is no operation: public for documents, and for a public address asked by a method that it does not have (405). */
function undescribedAccess(id: string): Access {
  const atAddress = ["GET", "POST"].map((method) => operationAt(id, method)?.access);
  return documents.includes(id) || atAddress.includes("public") ? "public" : "session";
}
