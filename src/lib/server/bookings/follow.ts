import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { type Event, type Reaction, reactions } from "$lib/scheduling/reactions.ts";
import type { JobWork } from "../jobs/job.ts";
import type { JobWish } from "../store/jobs.ts";

/** The jobs that an event calls for, to be written in its own commit. */
export function jobsFor(
  event: Event,
  booking: Booking,
  hosts: readonly Host[],
  now: number,
): JobWish[] {
  const jobs: JobWish[] = [];
  for (const reaction of reactions(event, booking)) {
    const work = workOf(reaction, booking, hosts, now);
    if (!work) continue;
    jobs.push({
      hostId: "hostId" in reaction ? reaction.hostId : booking.hosts[0]!,
      work,
      dueAt: reaction.kind === "expire" ? reaction.at : now,
    });
  }
  return jobs;
}

function workOf(
  reaction: Reaction,
  booking: Booking,
  hosts: readonly Host[],
  now: number,
): JobWork | null {
  switch (reaction.kind) {
    case "letter": {
      const { letter, to, hostId } = reaction;
      return {
        kind: "letter",
        letter,
        to,
        hostId,
        bookingId: booking.id,
        sequence: booking.sequence,
        at: now,
      };
    }
    case "write-calendar": {
      const target = hosts.find((host) => host.id === reaction.hostId)?.writesTo;
      if (!target) return null;
      return {
        kind: "write-calendar",
        bookingId: booking.id,
        hostId: reaction.hostId,
        connectionId: target.connectionId,
      };
    }
    case "expire":
      return { kind: "expire", bookingId: booking.id };
  }
}
