/** Going on without a lost session secret: what it sealed goes or is made anew, so that nothing fails over it for ever. */
import { newLinks } from "./bookings/links.ts";
import type { App } from "./app.ts";
import { eachBooking } from "./store/everything.ts";
import { dropSealed, renewLinks } from "./store/giving-up.ts";
import { holdsElsewhere } from "./store/sealed.ts";

/** Gives up everything that none of these secrets opens; `ids` are theirs. Safe to do twice. */
export async function giveUp(
  app: Pick<App, "kv" | "sealer">,
  ids: readonly string[],
): Promise<void> {
  for await (const { id, links } of eachBooking(app.kv)) {
    if (!holdsElsewhere(links, ids)) continue;
    await renewLinks(app.kv, id, (booking) => newLinks(app, id, booking.hosts));
  }
  await dropSealed(app.kv, (value) => holdsElsewhere(value, ids));
}
