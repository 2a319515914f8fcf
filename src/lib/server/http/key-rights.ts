import type { RequestEvent } from "@sveltejs/kit";
import type { ApiKey, Scope } from "$lib/scheduling/api-key.ts";
import type { Refusal } from "$lib/scheduling/outcome.ts";
import { operationAt } from "$lib/api/operations.ts";

/** Who may use an operation: everybody, a signed-in host and nobody by key, or a host who may also use a key with a scope. */
export type Access = "public" | "session" | Scope;

/** Why a key may not be used for an operation; null when it may. */
export function keyRefusal(key: ApiKey, access: Access): Refusal | null {
  if (access === "public") return null;
  if (access === "session") return { code: "session-needed" };
  if (key.scopes.includes(access)) return null;
  return { code: "scope-missing", detail: `This needs a key with the scope “${access}”.` };
}

/** Why the request's key may not be used for its route; null when it may, and without a key. */
export function refusedScope({ locals: { apiKey }, route, request }: RequestEvent): Refusal | null {
  const id = route.id ?? "";
  if (!apiKey || !id.startsWith("/v0/")) return null;
  return keyRefusal(apiKey, accessOf(id, request.method));
}

/** Whether a route of the API needs no sign-in. */
export function isPublicApi(id: string): boolean {
  return /^\/v0\/(users|bookings|team-bookings|auth|embed|openapi\.json)(\/|$)/.test(id) ||
    id.startsWith("/v0/teams/[team]/event-types/[slug]");
}

function accessOf(id: string, method: string): Access {
  const described = operationAt(id, method);
  if (described) return described.access;
  if (id.startsWith("/v0/auth/")) return id === "/v0/auth/me" ? "read" : "session";
  if (isPublicApi(id)) return "public";
  if (method === "GET" || method === "HEAD") return "read";
  return /^\/v0\/team(s|-event-types)(\/|$)/.test(id) ? "teams" : "settings";
}
