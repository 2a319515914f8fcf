/** Rules of a host, changed, and what a start then comes to. */
import assert from "node:assert/strict";
import type { EventTypeInput } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import { explainDay } from "$lib/server/availability/explain.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { findBookableType } from "$lib/server/event-types/find-bookable-type.ts";
import * as dateOverrides from "$lib/server/availability/date-overrides.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import { granted } from "./granted.ts";
import type { TestApp } from "./test-app.ts";
import { bookingRequest } from "./town.ts";

/** Booking limits of any number. */
export const noLimits = { day: null, week: null, month: null };

/** How picker, troubleshooting and request judge one start of the intro call. */
export async function outcomeAt(app: TestApp, start: number) {
  const { host, type } = await granted(findBookableType(app, "ada", "intro-call"));
  const { starts } = await findSlots(app, {
    hosts: [host],
    type,
    minutes: 30,
    window: { start, end: start + 1 },
  });
  const { requested } = await explainDay(app, { host, type, minutes: 30, requested: start });
  const answer = await bookings.request(app, bookingRequest({ start }));
  return {
    shown: starts.includes(start),
    codes: requested!.reasons.map(({ code }) => code),
    granted: answer.ok,
  };
}

/** Edits the host's first event type. */
export async function editIntroCall(app: TestApp, host: Host, input: Partial<EventTypeInput>) {
  const [type] = await listEventTypes(app.kv, host.id);
  const was = { ...type!, colour: "blue" as const, ...input };
  assert.ok((await eventTypes.edit(app, host.id, type!.id, type!.revision, was)).ok);
}

/** Requires a minimum notice, in minutes, for the host's first event type. */
export function requireNotice(app: TestApp, host: Host, minutes: number) {
  return editIntroCall(app, host, { minimumNotice: minutes });
}

/** Opens or closes minutes of Monday, 2 November 2026. */
export async function overrideMonday(
  app: TestApp,
  host: Host,
  kind: "add" | "block",
  from: number,
  to: number,
) {
  const [schedule] = await listSchedules(app.kv, host.id);
  const input = { date: "2026-11-02", kind, from, to };
  assert.ok((await dateOverrides.addOverride(app, host.id, schedule!.id, input)).ok);
}
