/** Rate limits of requests, for a key by its id and for everybody else by client, and what responses say of them. */
import type { RequestEvent } from "@sveltejs/kit";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { App } from "../app.ts";
import { rateLimitKey } from "../runtime/client-address.ts";
import type { RateLimit } from "../runtime/rate-limits.ts";
import { isApiPath } from "./check-origin.ts";

interface Policy {
  name: "default" | "availability" | "change";
  limit: RateLimit;
}

const clientLimits = {
  default: { max: 180, windowMs: MINUTE },
  availability: { max: 120, windowMs: MINUTE },
  change: { max: 30, windowMs: MINUTE },
} satisfies Record<Policy["name"], RateLimit>;

const keyLimits = {
  default: { max: 300, windowMs: MINUTE },
  availability: { max: 240, windowMs: MINUTE },
  change: { max: 120, windowMs: MINUTE },
} satisfies Record<Policy["name"], RateLimit>;

/**
 * Counts a request; seconds to wait when a limit is reached, else null. Event streams and monitoring are not counted
 * (API-4).
 */
export function countRequest(event: RequestEvent): number | null {
  const { locals, url } = event;
  const who = locals.apiKey ? `key ${locals.apiKey.id}` : rateLimitKey(locals.client);
  let wait: number | null = null;
  const states: string[] = [], policies = policiesOf(event);
  for (const { name, limit } of policies) {
    const isReached = wait === null &&
      (wait = locals.app.limits.take(name, who, limit)) !== null;
    if (isReached) locals.app.measures.limited.add(name);
    const { requests, seconds } = locals.app.limits.left(name, who, limit);
    states.push(`"${name}";r=${isReached ? 0 : requests};t=${isReached ? wait : seconds}`);
  }
  if (isApiPath(url) && policies.length > 0) {
    locals.limitHeaders = {
      "ratelimit-policy": policies.map(({ name, limit: { max, windowMs } }) =>
        `"${name}";q=${max};w=${windowMs / 1000}`
      ).join(", "),
      "ratelimit": states.join(", "),
    };
  }
  return wait;
}

/** Counts a page that a visitor without a session or key gets; false where the limit is reached. */
export function countPage({ limits }: Pick<App, "limits">, client: string): boolean {
  return limits.take("default", rateLimitKey(client), clientLimits.default) === null;
}

/** The limits that a request counts towards. */
function policiesOf({ locals, request }: RequestEvent): Policy[] {
  const id = locals.route ?? "", limits = locals.apiKey ? keyLimits : clientLimits;
  if (["/health", "/ready", "/metrics"].includes(id)) return [];
  if (request.method === "GET" && (id.endsWith("/events") || id.startsWith("/live/"))) return [];
  const isChange = request.method !== "GET" && request.method !== "HEAD";
  const isAvailability = locals.api?.operations.GET?.counted === "availability";
  const names: Policy["name"][] = isChange
    ? ["change", "default"]
    : isAvailability
    ? ["availability", "default"]
    : ["default"];
  return names.map((name) => ({ name, limit: limits[name] }));
}
