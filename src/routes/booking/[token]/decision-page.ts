import { error, fail, redirect } from "@sveltejs/kit";
import { languages } from "$lib/scheduling/language.ts";
import { messages } from "$lib/i18n/messages.ts";
import { plural } from "$lib/i18n/format.ts";
import type { App } from "$lib/server/app.ts";
import {
  confirm,
  decideSeries,
  findByLink,
  type HostDecision,
  parseFingerprints,
  reject,
  type SeriesDecision,
} from "$lib/server/bookings/index.ts";
import { hostDecisionView } from "$lib/server/views/host-decision-view.ts";
import { statusOf } from "$lib/openapi/refusal-status.ts";
import { messageIn } from "$lib/server/http/message-in.ts";
import { mayPropose } from "$lib/server/http/propose-page.ts";
import { refusalText } from "$lib/server/http/problem-details.ts";

/** The two answers that a host's link can give. */
const decisions = { confirm, reject };
export type HostAction = keyof typeof decisions;

/** The page of a host's link; a guest's or an unknown link is not found. Opening it changes nothing (BK-5). */
export async function loadDecisionPage(app: App, token: string, wanted: HostAction, url: URL) {
  const { booking, host } = await findHostBooking(app, token);
  const words = messages(host.language).booking.decide;
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

/** The host's answer; a request that was decided before is shown with its current state. */
export async function submitDecision(
  app: App,
  token: string,
  wanted: HostAction,
  form: FormData,
) {
  const { booking, host } = await findHostBooking(app, token);
  const { booking: words } = messages(host.language);
  const { entered, read } = messageIn(form);
  const values = { message: entered };
  if (!read.ok) {
    const { fields } = refusalText(read.refusal, host.language);
    return fail(422, { message: "", values, fields });
  }
  if (form.get("which") === "all") {
    const decided = await decideSeries(app, booking, {
      answer: wanted,
      hostId: host.id,
      message: read.value,
      dates: datesIn(form),
    });
    const left = decided.filter(({ outcome }) => !outcome.ok).length;
    if (left === 0) redirect(303, `/booking/${token}/${wanted}?done`);
    const message = plural(words.decide.series.left, left, host.language);
    return fail(409, { message, values, fields: {} });
  }
  const decision: HostDecision = {
    hostId: host.id,
    revision: Number(form.get("revision")),
    message: read.value,
    force: form.has("force"),
    acknowledged: parseFingerprints(form.get("force")),
  };
  const outcome = await decisions[wanted](app, booking.id, decision);
  if (outcome.ok) redirect(303, `/booking/${token}/${wanted}?done`);

  const { code } = outcome.refusal;
  if (code.startsWith("already-") || code === "expired") {
    redirect(303, `/booking/${token}/${wanted}`);
  }
  const message = code === "changed"
    ? words.decide.changed
    : refusalText(outcome.refusal, host.language).sentence;
  return fail(statusOf[code], { message, values, fields: {} });
}

/** The dates that the form showed: `date.ID` has the revision, `force.ID` the conflicts. */
function datesIn(form: FormData): SeriesDecision["dates"] {
  return new Map(
    [...form.keys()].filter((name) => name.startsWith("date.")).map((name) => {
      const id = name.slice("date.".length);
      const shown = form.get(`force.${id}`);
      const acknowledged = shown === null ? null : parseFingerprints(shown);
      return [id, { revision: Number(form.get(name)), acknowledged }];
    }),
  );
}

/** The booking of a host's link, and the host; a guest's or an unknown link is not found. */
export async function findHostBooking(app: App, token: string) {
  const found = await findByLink(app, token, "host");
  if (!found) error(404, messages(languages[0]).refusals.sentences["not-found"]);
  return found;
}
