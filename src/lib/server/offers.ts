import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Outcome } from "$lib/scheduling/outcome.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { Freshness } from "./calendars/calendar.ts";
import type { App } from "./app.ts";

/** The active event type behind a public address; "not-found" or "inactive" otherwise. */
export function findType(
  _app: App,
  _username: string,
  _slug: string,
): Promise<Outcome<{ host: Host; type: EventType }>> {
  throw new Error("not built yet");
}

/** What a guest may pick in a window. */
export interface Offers {
  /** Epoch ms, ascending. */
  starts: number[];
  /** The worst of the chosen calendars; null when none is connected. */
  calendars: Freshness | null;
  /** Why there is nothing at all, for the empty page. */
  empty: "no-hours" | "full" | "away" | null;
  /** First free start after the window, within the horizon. */
  next: number | null;
}

export function offersIn(
  _app: App,
  _host: Host,
  _type: EventType,
  _minutes: number,
  _window: Span,
): Promise<Offers> {
  throw new Error("not built yet");
}
