import type { RequestEvent } from "@sveltejs/kit";

/** Whether a URL cannot match anything, whatever is in the store. */
export function isUnroutable(event: RequestEvent): boolean {
  return hasOverlongParam(event) || hasPrototypeAction(event);
}

/** No username, slug, id or secret is that long, and store keys have a size limit. */
function hasOverlongParam({ params, locals: { api } }: RequestEvent): boolean {
  return Object.values(api?.params ?? params).some((part) =>
    part !== undefined && part.length > 256
  );
}

/** SvelteKit finds the action `?/constructor` in the object's prototype. */
function hasPrototypeAction({ url }: RequestEvent): boolean {
  return [...url.searchParams.keys()].some((name) =>
    name.startsWith("/") && name.slice(1) in Object.prototype
  );
}

/** Leads from an address with capitals to the page of its name in small; null where it has none. */
export function rightCase({ params, request, url, isDataRequest }: RequestEvent): Response | null {
  const isReading = request.method === "GET" || request.method === "HEAD";
  const names = [params["username"], params["team"], params["slug"]];
  if (!isReading || isDataRequest || !names.some((name) => /[A-Z]/.test(name ?? ""))) return null;
  const parts = url.pathname.split("/").map((part) => decodeURIComponent(part).toLowerCase());
  const location = parts.map(encodeURIComponent).join("/") + url.search;
  return new Response(null, { status: 303, headers: { location } });
}
