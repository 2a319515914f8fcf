import { type Booking, waitingMove } from "$lib/scheduling/booking.ts";
import { takeBackMove } from "$lib/scheduling/booking-life.ts";
import { accepted, type Outcome } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { change } from "./change.ts";

/** A guest takes back the wish to move; the meeting keeps its time, and where no wish waits there is nothing to do. */
export function keepTime(app: App, bookingId: string): Promise<Outcome<Booking>> {
  return change(app, bookingId, {
    make(was, now) {
      if (was.status === "CONFIRMED" && !waitingMove(was, now)) return { answered: accepted(was) };
      const kept = takeBackMove(was, now);
      return kept.ok ? accepted({ booking: kept.value, event: "move-withdrawn" }) : kept;
    },
  });
}
