import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { type Event, type Reaction, reactions } from "$lib/scheduling/reactions.ts";
import { nextReminder } from "$lib/scheduling/reminders.ts";
import type { JobWish, JobWork } from "../jobs/job.ts";

/** The jobs that an event calls for, to be written in its own commit; `written` says in which calendars the booking stands. */
export function jobsFor(
  event: Event,
  booking: Booking,
  hosts: readonly Host[],
  now: number,
  was: Booking | null = null,
  written: readonly { hostId: string; connectionId: string }[] = [],
): JobWish[] {
  return reactions(event, booking).flatMap((reaction) =>
    worksOf(reaction, booking, hosts, now, was, written).map((work) => ({
      hostId: "hostId" in reaction ? reaction.hostId : booking.hosts[0]!,
      work,
      dueAt: dueAtOf(reaction, booking, now),
    }))
  );
}

function dueAtOf(reaction: Reaction, booking: Booking, now: number): number {
  if (reaction.kind === "expire") return reaction.at;
  return reaction.kind === "remind" ? nextReminder(booking, now) ?? now : now;
}

function worksOf(
  reaction: Reaction,
  booking: Booking,
  hosts: readonly Host[],
  now: number,
  was: Booking | null,
  written: readonly { hostId: string; connectionId: string }[],
): JobWork[] {
  switch (reaction.kind) {
    case "letter": {
      const { letter, to, hostId } = reaction;
      const { id: bookingId, sequence } = booking;
      const moved = was !== null && was.start !== booking.start;
      return [{
        kind: "letter",
        letter,
        to,
        hostId,
        bookingId,
        sequence,
        at: now,
        ...(moved ? { was: { start: was.start, end: was.end } } : {}),
      }];
    }
    case "write-calendar": {
      // Where it stands already it is changed; only what stands nowhere goes to where the host writes now.
      const { hostId } = reaction;
      const stands = written.filter((each) => each.hostId === hostId);
      const target = hosts.find(({ id }) => id === hostId)?.writesTo;
      const places = stands.length > 0 || !target ? stands : [target];
      return places.map(({ connectionId }) => ({
        kind: "write-calendar",
        bookingId: booking.id,
        hostId,
        connectionId,
      }));
    }
    case "remind": {
      // What would have been due before is told by the letter of this very moment.
      if (nextReminder(booking, now) === null) return [];
      const { id: bookingId, sequence } = booking;
      return [{ kind: "remind", bookingId, hostId: reaction.hostId, sequence, after: now }];
    }
    case "expire":
      return [{ kind: "expire", bookingId: booking.id }];
  }
}
