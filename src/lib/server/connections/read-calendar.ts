import { horizonEnd, horizonOf } from "$lib/scheduling/availability.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Busy } from "$lib/scheduling/ledger.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import {
  type Calendar,
  CalendarProblem,
  type CalendarState,
  type Changes,
} from "../calendars/calendar.ts";
import { newId } from "../secrets.ts";
import { commit, newCommit } from "../store/commit.ts";
import { listEventTypes } from "../store/event-types.ts";
import { getGuard, turnGuard } from "../store/guard.ts";
import { keys } from "../store/keys.ts";
import {
  busyDays,
  clearGeneration,
  getReading,
  type Reading,
  writeGeneration,
} from "../store/readings.ts";

const DAY = 86_400_000;
const TRIES = 20;

/** How a reading ended. */
export type Ended = "read" | "unchanged" | "failed" | "given-up";

/**
 * Reads one chosen calendar of a host. What is new is written beside what is in force, which a last commit under the
 * host's guard replaces at one instant; a failure keeps the last known busy time and says since when it fails.
 */
export async function readCalendar(
  app: App,
  host: Host,
  calendar: { key: string; id: string },
  opened: Calendar,
): Promise<Ended> {
  const began = app.now();
  const before = (await getGuard(app.kv, host.id)).guard.calendars[calendar.key];
  if (!before) return "given-up";
  const last = await getReading(app.kv, host.id, calendar.key);
  const { window, needed } = await windowOf(app, host, began);
  const readAs = `${host.zone} ${host.email ?? ""}`;
  const goesOn = last !== null && last.generation === before.generation &&
    last.readAs === readAs && before.readTo >= needed;

  let changes: Changes | null;
  try {
    changes = await opened.changes(calendar.id, window, goesOn ? last.cursor : null);
  } catch (error) {
    if (!(error instanceof CalendarProblem)) throw error;
    await settle(
      app,
      host.id,
      calendar.key,
      before.generation,
      (state) => failing(state, error, began),
    );
    app.log.warn("calendar-not-read", { host: host.id, kind: error.kind, why: error.why });
    return "failed";
  }
  if (changes === null) {
    const fresh = (state: CalendarState) => ({ ...state, readAt: began, failing: null });
    await settle(app, host.id, calendar.key, before.generation, fresh);
    return "unchanged";
  }
  if (!changes.whole) throw new Error("only whole listings are understood");

  const generation = began.toString(36).padStart(9, "0") + newId();
  await writeGeneration(app.kv, host.id, calendar.key, generation, busyDays(busyIn(changes)));
  const reading: Reading = {
    generation,
    previous: before.generation,
    cursor: changes.cursor,
    readAs,
    events: changes.objects.length,
    skipped: changes.skipped.length,
    unknown: changes.objects.filter((object) => object.unknown !== null).length,
  };
  const replaced = await settle(
    app,
    host.id,
    calendar.key,
    before.generation,
    () => ({ generation, readAt: began, readTo: window.end, failing: null }),
    reading,
  );
  // Another reading was faster, or the calendar is not chosen any more: ours is the one that nobody points at.
  await clearGeneration(
    app.kv,
    host.id,
    calendar.key,
    replaced ? last?.previous ?? "" : generation,
  );
  return replaced ? "read" : "given-up";
}

/** From two days ago to a little beyond the longest horizon in use, so that a new day does not call for a new listing. */
async function windowOf(
  app: App,
  host: Host,
  now: number,
): Promise<{ window: Span; needed: number }> {
  const types = await listEventTypes(app.kv, host.id);
  const ends = types.map((type) => horizonOf(type, now, host.zone));
  const needed = Math.max(horizonEnd(now, host.zone, 60), ...ends);
  return { window: { start: now - 2 * DAY, end: needed + 2 * DAY }, needed };
}

function busyIn(changes: Changes): Busy[] {
  return changes.objects.flatMap(({ busy, own }) =>
    busy.map(({ start, end }) => own === null ? { start, end } : { start, end, own })
  );
}

function failing(state: CalendarState, problem: CalendarProblem, now: number): CalendarState {
  const { kind, why, detail } = problem;
  return { ...state, failing: { since: state.failing?.since ?? now, kind, why, detail } };
}

/** Gives a calendar its new state under the guard, if its busy time is still the one that was read before. */
function settle(
  app: App,
  hostId: string,
  calendar: string,
  generation: string,
  change: (state: CalendarState) => CalendarState,
  reading?: Reading,
): Promise<boolean> {
  return app.inTurn([hostId], async () => {
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const was = await getGuard(app.kv, hostId);
      const state = was.guard.calendars[calendar];
      if (state?.generation !== generation) return false;
      const calendars = { ...was.guard.calendars, [calendar]: change(state) };
      const op = turnGuard(newCommit(app.kv), was, { ...was.guard, calendars });
      if (reading) op.set(keys.reading(hostId, calendar), reading);
      if (await commit(op)) return true;
    }
    throw new Error("the guard was never free");
  });
}
