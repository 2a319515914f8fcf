import { error, fail, redirect } from "@sveltejs/kit";
import { wordsFor } from "$lib/words/index.ts";
import type { App } from "./app.ts";
import { confirm, type Decision, findByLink, marksIn, reject } from "./bookings.ts";
import { showToHost } from "./decision-view.ts";
import { statusOf, told } from "./http.ts";

/** The two ways a host's link can decide. */
const verbs = { confirm, reject };
export type Wanted = keyof typeof verbs;

const MOST_MESSAGE = 1000;

/** What stands behind a host's link; a guest's or an unknown one is not found. Looking changes nothing (BK-5). */
export async function showDecision(app: App, token: string, wanted: Wanted, url: URL) {
  const { booking, host } = await found(app, token);
  const words = wordsFor(host.language).booking.decide;
  const view = await showToHost(app, booking, host);
  const asked = view.was === null ? words : words.move;
  const title = view.state === "open" ? asked[`${wanted}Title`] : words.already[view.state];
  return { title, words, view, wanted, done: url.searchParams.has("done") };
}

/** The host's answer; what was decided before is shown as it stands. */
export async function decide(app: App, token: string, wanted: Wanted, form: FormData) {
  const { booking, host } = await found(app, token);
  const { booking: words, refusals } = wordsFor(host.language);
  const typed = String(form.get("message") ?? "").replaceAll("\r\n", "\n").trim();
  if (typed.length > MOST_MESSAGE) {
    return fail(422, {
      message: "",
      typed,
      fields: { message: refusals.fields["too-long"] ?? "" },
    });
  }
  const decision: Decision = {
    hostId: host.id,
    revision: Number(form.get("revision")),
    message: typed,
    anyway: form.has("anyway"),
    shown: marksIn(form.get("anyway")),
  };
  const outcome = await verbs[wanted](app, booking.id, decision);
  if (outcome.ok) redirect(303, `/booking/${token}/${wanted}?done`);

  const { code } = outcome.refusal;
  if (code.startsWith("already-") || code === "expired") {
    redirect(303, `/booking/${token}/${wanted}`);
  }
  const message = code === "changed" ? words.decide.changed : told(outcome.refusal).sentence;
  return fail(statusOf[code], { message, typed, fields: {} });
}

async function found(app: App, token: string) {
  const found = await findByLink(app, token, "host");
  if (!found) error(404, wordsFor("en").refusals.sentences["not-found"]);
  return found;
}
