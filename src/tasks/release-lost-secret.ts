/** Going on without a lost session secret: what it sealed goes or is made anew, so that nothing fails over it for ever. */
import { newLinks } from "../lib/server/bookings/booking-links.ts";
import type { App } from "../lib/server/app.ts";
import { eachBooking } from "../lib/server/store/scan.ts";
import { deleteLostSecrets, reissueBookingLinks } from "../lib/server/store/lost-secret.ts";
import { isSealedByOtherKey } from "../lib/server/store/sealing-keys.ts";

/** Gives up everything that none of these secrets opens; `ids` are theirs. Safe to do twice. */
export async function releaseLostSecret(
  app: Pick<App, "kv" | "sealer">,
  ids: readonly string[],
): Promise<void> {
  for await (const { id, links } of eachBooking(app.kv)) {
    if (!isSealedByOtherKey(links, ids)) continue;
    await reissueBookingLinks(app.kv, id, (booking) => newLinks(app, id, booking.hosts));
  }
  await deleteLostSecrets(app.kv, (value) => isSealedByOtherKey(value, ids));
}
