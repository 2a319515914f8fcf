import * as v from "valibot";
import { accepted } from "$lib/scheduling/outcome.ts";
import * as bookings from "../../bookings/index.ts";
import { givenAnswer } from "../booking-facts.ts";
import { BookingId, id, revision, words } from "../fields.ts";
import { tool } from "../tool.ts";

const copy = words.tools.reassign;
const { fields } = words;

export const reassign = tool({
  name: "reassign_booking",
  title: copy.title,
  description: copy.description,
  scope: "bookings",
  isDestructive: true,
  input: v.object({
    bookingId: BookingId,
    revision: revision(fields.revision),
    from: v.optional(id(fields.fromMember)),
    to: v.optional(id(fields.toMember)),
  }),
  async run(caller, { bookingId, revision, from, to = "any-free" }) {
    const { app, host } = caller;
    const by = { hostId: host.id };
    const given = await bookings.reassign(app, bookingId, {
      by,
      from: from ?? host.id,
      to,
      revision,
    });
    return given.ok ? accepted(await givenAnswer(caller, copy, given.value)) : given;
  },
});
