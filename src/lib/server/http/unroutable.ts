import type { RequestEvent } from "@sveltejs/kit";

/** Whether an address cannot lead anywhere, whatever is in the store. */
export function isUnroutable(event: RequestEvent): boolean {
  return hasOverlongParam(event) || hasPrototypeAction(event);
}

/** No name, slug, id or secret of ours is that long; the store's keys have an end, too. */
function hasOverlongParam({ params }: RequestEvent): boolean {
  return Object.values(params).some((part) => part !== undefined && part.length > 256);
}

/** The framework looks for the form `?/constructor` among what every object has, and finds it there. */
function hasPrototypeAction({ url }: RequestEvent): boolean {
  return [...url.searchParams.keys()].some((name) =>
    name.startsWith("/") && name.slice(1) in Object.prototype
  );
}
