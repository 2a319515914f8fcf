import { error } from "@sveltejs/kit";
import * as v from "valibot";
import { Message } from "$lib/scheduling/many-lines.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { languages } from "$lib/scheduling/language.ts";
import { messages } from "$lib/i18n/messages.ts";
import { plural } from "$lib/i18n/format.ts";
import type { App } from "$lib/server/app.ts";
import {
  confirm,
  decideSeries,
  findByLink,
  Fingerprints,
  reject,
} from "$lib/server/bookings/index.ts";
import { hostDecisionView } from "$lib/server/views/host-decision-view.ts";
import { actionBy, backOnceAnswered, Revision } from "$lib/server/http/action.ts";
import { mayPropose } from "$lib/server/http/propose-page.ts";

/** The two answers that a host's link can give. */
const decisions = { confirm, reject };
export type HostAction = keyof typeof decisions;

/** The page of a host's link; a guest's or an unknown link is not found. Opening it changes nothing (BK-5). */
export async function loadDecisionPage(app: App, token: string, wanted: HostAction, url: URL) {
  const { booking, host } = await findHostBooking(app, token);
  const words = messages(host.language, app).booking.decide;
  const view = await hostDecisionView(app, booking, host, wanted);
  const texts = view.currentTime === null ? words : words.reschedule;
  const title = view.state === "open" ? texts[`${wanted}Title`] : words.already[view.state];
  return {
    propose: mayPropose(app, booking, host) ? `/booking/${token}/propose` : null,
    proposed: url.searchParams.has("proposed") && booking.proposed.length > 0,
    title,
    words,
    view,
    language: host.language,
    wanted,
    done: url.searchParams.has("done"),
  };
}

const Decision = v.object({
  which: v.string(),
  revision: Revision,
  message: Message,
  force: v.optional(Fingerprints),
  /** The dates that the form showed: `date.ID` has the revision, `force.ID` the conflicts. */
  "date.": v.record(v.string(), v.pipe(v.string(), v.transform(Number))),
  "force.": v.record(v.string(), Fingerprints),
});

const byLink = actionBy(({ locals, params }) => findHostBooking(locals.app, params.token ?? ""));

/** The host's answer; a request that was decided before is shown with its current state. */
export function decisionAction(wanted: HostAction) {
  return byLink(
    Decision,
    async ({ app, booking, host, event }, { which, force, ...input }) => {
      const { message, revision, "date.": dates, "force.": forced } = input;
      if (which !== "all") {
        const decision = { hostId: host.id, revision, message, force: force !== undefined };
        const acknowledged = force ?? [];
        const decided = await decisions[wanted](app, booking.id, { ...decision, acknowledged });
        return backOnceAnswered(decided, `/booking/${event.params.token}/${wanted}`);
      }
      const decided = await decideSeries(app, booking, {
        answer: wanted,
        hostId: host.id,
        message,
        dates: new Map(
          Object.entries(dates).map(([id, revision]) => {
            return [id, { revision, acknowledged: forced[id] ?? null }];
          }),
        ),
      });
      const left = decided.filter(({ outcome }) => !outcome.ok).length;
      return left === 0 ? accepted(null) : refused("changed", { detail: String(left) });
    },
    {
      says({ code, detail }, { host }) {
        const { decide } = messages(host.language).booking;
        if (code !== "changed") return null;
        return detail ? plural(decide.series.left, Number(detail), host.language) : decide.changed;
      },
      done: (_, { event }) => `/booking/${event.params.token}/${wanted}?done`,
    },
  );
}

/** The booking of a host's link, and the host; a guest's or an unknown link is not found. */
export async function findHostBooking(app: App, token: string) {
  const found = await findByLink(app, token, "host");
  if (!found) error(404, messages(languages[0]).refusals.sentences["not-found"]);
  return found;
}
