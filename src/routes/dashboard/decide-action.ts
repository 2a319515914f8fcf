import * as v from "valibot";
import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { Id } from "$lib/scheduling/id.ts";
import { Message } from "$lib/scheduling/many-lines.ts";
import type { Outcome } from "$lib/scheduling/outcome.ts";
import type { App as Invito } from "$lib/server/app.ts";
import { Fingerprints, type HostDecision } from "$lib/server/bookings/index.ts";
import { actsAs } from "$lib/server/changes/team-rights.ts";
import { action, type Call, Revision } from "$lib/server/http/action.ts";

export type DecisionVerb = (
  app: Invito,
  bookingId: string,
  decision: HostDecision,
) => Promise<Outcome<Booking>>;

const Decision = v.object({
  id: Id,
  revision: Revision,
  message: Message,
  forAll: v.boolean(),
  force: v.optional(Fingerprints),
});

type Back = (booking: Booking, call: Call<{ host: Host }>) => string;

/** Carries out a host's decision from a form; a refusal returns the message and the conflicts. */
export function decideAction(
  verb: DecisionVerb,
  back: Back,
  backFromGone: Back = ({ id }) => `/dashboard?done=${id}`,
) {
  return action(
    Decision,
    ({ app, host }, { id, force, ...decision }) =>
      verb(app, id, {
        ...decision,
        hostId: host.id,
        force: force !== undefined,
        acknowledged: force ?? [],
      }),
    {
      kept: (_, { detail = "", acknowledged = [] }) => ({
        detail,
        acknowledged: acknowledged.join(" "),
      }),
      // Who passed a request on by declining it may not read it any more.
      async done(booking, call) {
        const mayRead = await actsAs(call.app.kv, booking, call.host.id);
        return (mayRead ? back : backFromGone)(booking, call);
      },
    },
  );
}
