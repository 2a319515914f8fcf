/** A path for each route of the build, in a town that was seeded for a walk over them. */
import assert from "node:assert/strict";
import type { Endpoint } from "./built-routes.ts";
import type { RouteWalkData } from "./route-walk-data.ts";

/** What the brackets stand for, by route. */
export function pathOf(
  { route, action, method }: Endpoint,
  { params, adaId }: RouteWalkData,
): string {
  // The API's cancel asks for nothing but the secret: with the real one this would be the guest.
  const token = route.endsWith("/actions/[token]/cancel")
    ? "x".repeat(43)
    : /\/(confirm|reject|propose)$/.test(route)
    ? params.host
    : params.guest;
  const id = isBodilessChange(`${method} ${route}`) ? "x".repeat(22) : idOf(route, params);
  const isTeams = route.startsWith("/dashboard/teams/");
  // A webhook is read; what changes one would take it away.
  const read = method === "GET"
    ? route.replace("webhooks/[id]", `webhooks/${params.webhook}`)
    : route;
  const filled = read
    .replace("[webhookId]", (isTeams ? params.teamWebhook : params.webhook)!)
    .replace("[deliveryId]", (isTeams ? params.teamDelivery : params.delivery)!)
    .replace("[x+2e]", ".")
    .replace("[tag]", "event-types")
    .replace("[colour]", "7a1f5c")
    .replace("[hash]", "none")
    .replace("[file]", "en-none")
    .replace(/\[username(=username)?\]/, params.username!)
    .replace("[team]", params.team!)
    .replace("[type]", params.teamType!)
    .replace("[typeId]", (isTeams ? params.teamType : params.type)!)
    .replace("[slug]", isBodilessChange(`${method} ${route}`) ? "none" : params.slug!)
    .replace("[token]", token!)
    .replace("[id]", id!)
    .replace("[kind]", "none")
    .replace("[job]", params.email!)
    .replace("[hostId]", adaId)
    .replace("[teamId]", params.teamId!)
    .replace("[invitationId]", "none")
    .replace("[blockedId]", "none")
    .replace("[[section=section]]", "emails")
    .replace("[which]", "guest-confirmed")
    .replace("[link]", "x".repeat(43))
    .replace("[date]", "2099-12-24")
    .replace("[country]", "DE")
    .replace("[page]", "event-types")
    .replace("[figure]", "bookings")
    .replace("[[provider]]", "oidc-unknown")
    .replace("[provider]", route.startsWith("/settings") ? "google" : "unknown");
  assert(!filled.includes("["), `${route}: say in pathOf what its brackets stand for`);
  const query = action === "" || action === "default" ? "" : `?/${action}`;
  const today = new Date().toISOString().slice(0, 10);
  if (route.endsWith("/widget.js")) {
    return `${filled}?username=${params.username}&eventSlug=${params.slug}`;
  }
  return filled + (route.endsWith("]/availability") ? `?start=${today}&days=2` : query);
}

/** What the API would do at its address alone, without a body to refuse: it is asked for what is not there. */
function isBodilessChange(door: string): boolean {
  return /^DELETE \/v0\/|^POST \/v0\/me\/(bookings|emails)\/\[id\]/.test(door) ||
    /^POST \/v0\/.*\/(duplicate|copy|links|make-default)$/.test(door);
}

export function idOf(route: string, params: RouteWalkData["params"]): string {
  const whose = /^\/(dashboard|v0)\/teams\//.test(route)
    ? params.teamId
    : route.includes("event-types") || route.startsWith("/dashboard/book/")
    ? params.type
    : route.includes("/schedules/")
    ? params.schedule
    : route.includes("emails")
    ? params.email
    : params.booking;
  return whose ?? "";
}
