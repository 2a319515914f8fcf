import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { fromBase64url, hashOf } from "../runtime/secrets.ts";
import { getHostRules } from "../store/host-rules.ts";
import { readSchedule } from "./schedule-json.ts";
import { edit, type ScheduleFields } from "./schedules.ts";
import { upcomingHolidays, upcomingTimeOff } from "./time-off-json.ts";

type Availability = Awaited<ReturnType<typeof readParts>> & { revision: number };

/** When a host can be booked, as the API returns it; its revision differs when anything in it does. "not-found" for a schedule that is not the host's. */
export async function readAvailability(
  app: App,
  host: Host,
  scheduleId: string | undefined,
): Promise<Outcome<Availability, "not-found">> {
  const schedule = await readSchedule(app, host, scheduleId);
  if (!schedule.ok) return schedule;
  const parts = await readParts(app, host, schedule.value);
  return accepted({ ...parts, revision: await revisionOf(parts) });
}

/** Replaces hours or overrides; "changed" when the whole answer is not as of the revision any more, null means any. */
export async function setAvailability(
  app: App,
  host: Host,
  { scheduleId, revision, fields }: {
    scheduleId: string | undefined;
    revision: number | null;
    fields: Partial<ScheduleFields>;
  },
): Promise<Outcome<Availability, "busy" | "changed" | "invalid" | "name-taken" | "not-found">> {
  const was = await readSchedule(app, host, scheduleId);
  if (!was.ok) return was;
  const { id } = was.value;
  const isCurrent = async () => {
    if (revision === null) return true;
    const now = await readAvailability(app, host, id);
    return now.ok && now.value.revision === revision;
  };
  const set = await edit(app, host.id, id, isCurrent, fields);
  return set.ok ? await readAvailability(app, host, id) : set;
}

type ReadSchedule = Extract<Awaited<ReturnType<typeof readSchedule>>, { ok: true }>["value"];

async function readParts(app: App, host: Host, schedule: ReadSchedule) {
  const rules = await getHostRules(app.kv, host.id);
  return {
    schedule,
    timeOff: await upcomingTimeOff(app, host, rules),
    holidays: upcomingHolidays(app, host, rules),
    bookingLimits: { ...rules.bookingLimits, revision: rules.revision },
  };
}

/** 48 bits of the hash of an answer: a whole number that fits an ETag. */
async function revisionOf(parts: object): Promise<number> {
  const bytes = fromBase64url(await hashOf("availability", JSON.stringify(parts)));
  return bytes.slice(0, 6).reduce((sum, byte) => sum * 256 + byte, 0);
}
