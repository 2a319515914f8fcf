/** Continues without a lost session secret: deletes or recreates what it sealed. */
import { newLinks } from "../lib/server/changes/booking-links.ts";
import type { App } from "../lib/server/app.ts";
import { eachBooking } from "../lib/server/store/scan.ts";
import { deleteLostSecrets, reissueBookingLinks } from "../lib/server/records/lost-secret.ts";
import { isSealedByOtherKey } from "../lib/server/records/sealing-keys.ts";

/** Deletes or recreates everything that the secrets with `ids` do not open; can be repeated. */
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
