import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { type Event, type Reaction, reactions } from "$lib/scheduling/reactions.ts";
import { nextReminder } from "$lib/scheduling/reminders.ts";
import type { JobWish, JobWork } from "../jobs/job.ts";
import type { Standing } from "../store/written.ts";

/** The jobs that an event calls for, to be written in its own commit; `standing` says in which calendars it stands. */
export function jobsFor(
  event: Event,
  booking: Booking,
  hosts: readonly Host[],
  now: number,
  was: Booking | null = null,
  standing: readonly Standing[] = [],
): JobWish[] {
  return reactions(event, booking).flatMap((reaction) =>
    worksOf(reaction, booking, hosts, now, was, standing).map((work) => ({
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
  standing: readonly Standing[],
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
      const target = hosts.find(({ id }) => id === hostId)?.writesTo;
      // A seat that moves leaves one slot and takes its place in another.
      const slots = new Set([booking.slot, was?.slot ?? booking.slot]);
      return [...slots].flatMap((slot) => {
        const stands = standing.filter((each) => each.slot === slot && each.hostId === hostId);
        const places = stands.length > 0 || !target ? stands : [target];
        return places.map(({ connectionId }): JobWork => ({
          kind: "write-calendar",
          bookingId: booking.id,
          ...(slot === booking.id ? {} : { slot }),
          hostId,
          connectionId,
        }));
      });
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
