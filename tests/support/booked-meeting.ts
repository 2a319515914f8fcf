/** A meeting that is booked, for tests of what becomes of it. */
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { EventTypeInput } from "$lib/scheduling/event-type.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { listHolds } from "$lib/server/store/ledger.ts";
import { busyCalendar } from "./stub-calendar.ts";
import { agree, ask, mondayTen, town } from "./town.ts";

const day = { start: mondayTen - 2 * HOUR, end: mondayTen + 8 * HOUR };

export const byGuest = { by: { actor: "guest" } as const, revision: null, key: null };

export async function booked(decision: EventTypeInput["decision"] = "approval") {
  const { app, host, type } = await town({
    app: { openCalendar: busyCalendar(() => Promise.resolve([])) },
    type: {
      slug: "talk",
      durations: [60],
      slotInterval: 15,
      decision,
    },
  });
  let { booking } = await ask(app, { slug: "talk" });
  if (decision === "approval") {
    const yes = await agree(app, booking);
    booking = yes;
  }
  const byHost = {
    by: { actor: "host", hostId: host.id, force: false } as const,
    revision: null,
    key: null,
  };
  const starts = async () =>
    (await findSlots(app, { hosts: [host], type, minutes: 60, window: day })).starts.map((at) =>
      (at - mondayTen) / MINUTE
    );
  const held = async () =>
    (await listHolds(app.kv, host.id, day)).map(({ start }) => (start - mondayTen) / MINUTE).sort((
      a,
      b,
    ) => a - b);
  const emails = async () =>
    (await listJobsOfBooking(app.kv, booking.id)).flatMap(({ work }) =>
      work.kind === "send-email" ? [work.emailKind] : []
    );
  return { app, host, type, booking, byHost, starts, held, emails };
}
