import type { Booking } from "$lib/scheduling/booking.ts";
import type { App } from "../app.ts";
import { reassign } from "./reassign.ts";
import { withdraw } from "./withdraw.ts";

/**
 * Takes a coming booking off a member who leaves their team or closes their account: a free member gets it, and an
 * optional member of a collective is not replaced. False where nobody is free; throws while many change it.
 */
export async function handOver(
  app: App,
  { id, team }: Pick<Booking, "id" | "team">,
  hostId: string,
): Promise<boolean> {
  const outcome = team?.optional.includes(hostId)
    ? await withdraw(app, id, { hostId, by: "host", revision: null })
    : await reassign(app, id, { by: "system", from: hostId, to: "any-free", revision: null });
  if (!outcome.ok && outcome.refusal.code === "busy") {
    throw new Error("many change this booking just now");
  }
  return outcome.ok;
}
