import type { RequestEvent } from "@sveltejs/kit";

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Counts a request by its route, never by its path, which may hold a secret. */
export function measureRequest(
  { locals, request: { method } }: RequestEvent,
  { status }: Response,
  ms: number,
): void {
  const { requests } = locals.app.measures;
  requests.observe(
    ms,
    locals.route ?? "none",
    methods.has(method) ? method : "other",
    `${Math.floor(status / 100)}xx`,
  );
}
