/** Every operation of the API, a file a noun: what it takes, answers and refuses, and does. */
import type { Address, Method } from "$lib/openapi/operation.ts";
import type { ServedOperation } from "./operation.ts";

/** Below which addresses the operations of a file are, `*` for a part that is an id, and the file. */
type Noun = readonly [below: readonly string[], load: () => Promise<object>];

/** In the order of the documentation. A file is loaded with the first request for an address below its own. */
const nouns: readonly Noun[] = [
  [["calendar"], () => import("./calendars.ts")],
  [["calendar/connections"], () => import("./calendar-upkeep.ts")],
  [["calendar"], () => import("./calendar-sign-in.ts")],
  [["analytics"], () => import("./analytics.ts")],
  [["analytics/wanted"], () => import("./wanted.ts")],
  [["analytics"], () => import("./figures.ts")],
  [["operations"], () => import("./desk.ts")],
  [["api-keys"], () => import("./api-keys.ts")],
  [["users", "teams/*/event-types", "embed"], () => import("./booking-pages.ts")],
  [["bookings", "team-bookings"], () => import("./guest-bookings.ts")],
  [["bookings/actions"], () => import("./guest-changes.ts")],
  [["me/bookings", "me/bookings.csv", "me/bookings.ics"], () => import("./host-bookings.ts")],
  [["me/bookings"], () => import("./booking-changes.ts")],
  [["me/bookings"], () => import("./booking-upkeep.ts")],
  [["me/bookings/*/series", "bookings/actions/*/series"], () => import("./series.ts")],
  [["me/bookings/*/note"], () => import("./host-notes.ts")],
  [["me/emails"], () => import("./emails.ts")],
  [["me/guests", "me/export"], () => import("./guest-data.ts")],
  [["me/feeds"], () => import("./feeds.ts")],
  [["event-types"], () => import("./event-types.ts")],
  [["event-types/*/links", "teams/*/event-types"], () => import("./private-links.ts")],
  [["event-types/*/email-templates", "teams/*/event-types"], () => import("./email-templates.ts")],
  [["me/email-templates", "teams/*/email-templates"], () => import("./general-email-templates.ts")],
  [["me/schedules"], () => import("./schedules.ts")],
  [["me/availability"], () => import("./availability.ts")],
  [["me/calendar"], () => import("./host-calendar.ts")],
  [["me/time-off"], () => import("./time-off.ts")],
  [["me/holidays"], () => import("./holidays.ts")],
  [["me/booking-limits"], () => import("./booking-limits.ts")],
  [["me/blocked", "teams/*/blocked"], () => import("./block-list.ts")],
  [
    ["event-types/*/notification-rules", "teams/*/event-types", "notifications"],
    () => import("./notifications.ts"),
  ],
  [["me/page", "teams/*/page"], () => import("./page.ts")],
  [["profile", "onboarding/complete"], () => import("./profile.ts")],
  [["me/email", "me/close-account"], () => import("./account.ts")],
  [["onboarding/steps", "me/test-bookings"], () => import("./first-steps.ts")],
  [["auth"], () => import("./sign-in.ts")],
  [["me/sign-in-methods", "me/sessions", "me/invitations"], () => import("./sign-in-methods.ts")],
  [["webhooks"], () => import("./webhook-deliveries.ts")],
  [["webhooks"], () => import("./webhooks.ts")],
  [["teams"], () => import("./teams.ts")],
  [["teams/*/members", "teams/*/invitations"], () => import("./team-members.ts")],
  [["me/team-invitations"], () => import("./team-invitations.ts")],
  [["teams/*/event-types", "team-event-types"], () => import("./team-event-types.ts")],
  [["teams/*/event-types"], () => import("./team-type-settings.ts")],
];

/** Every operation, in the order of the documentation; loads all of them. */
export async function allOperations(): Promise<ServedOperation[]> {
  return (await Promise.all(nouns.map(operationsOf))).flat();
}

/** The address of the API that a path means, with its operations; null where there is none. */
export async function findAddress(pathname: string): Promise<Address<ServedOperation> | null> {
  const [root, version, ...parts] = pathname.split("/").map(decoded);
  if (root !== "" || version !== "v0" || !parts.every((each) => each !== null)) return null;
  const near = nouns.filter(([below]) => below.some((each) => isBelow(parts, each.split("/"))));
  const found = (await Promise.all(near.map(operationsOf))).flat().filter(({ path }) =>
    paramsIn(parts, path) !== null
  );
  // A name that is written out goes before an id, as "c" before "{": `/me/holidays/countries`, `/me/holidays/{date}`.
  const path = found.map(({ path }) => path).sort()[0];
  if (!path) return null;
  const operations: Partial<Record<Method, ServedOperation>> = {};
  for (const each of found) if (each.path === path) operations[each.method] = each;
  return { path, operations, params: paramsIn(parts, path)! };
}

async function operationsOf([, load]: Noun): Promise<ServedOperation[]> {
  return Object.values(await load()).filter((each): each is ServedOperation =>
    typeof each === "object" && "path" in each && "handle" in each
  );
}

function isBelow(parts: readonly string[], prefix: readonly string[]): boolean {
  return prefix.length <= parts.length &&
    prefix.every((each, index) => each === "*" || each === parts[index]);
}

/** What stands for the names in the braces of a path; null where it is another path. */
function paramsIn(parts: readonly string[], path: string): Record<string, string> | null {
  const wanted = path.split("/").slice(2), params: Record<string, string> = {};
  if (wanted.length !== parts.length) return null;
  for (const [index, each] of wanted.entries()) {
    const name = /^\{(\w+)\}$/.exec(each)?.[1], part = parts[index]!;
    if (name ? part === "" : each !== part) return null;
    if (name) params[name] = part;
  }
  return params;
}

/** A part of an address without its percent-encoding (RFC 3986 §2.1); null for one that is no UTF-8. */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return null;
  }
}
