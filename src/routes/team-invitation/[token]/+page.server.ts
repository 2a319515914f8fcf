import { error, fail, redirect } from "@sveltejs/kit";
import type { Outcome, Refusal } from "$lib/scheduling/outcome.ts";
import { startBrowserSession } from "$lib/server/auth/session-cookie.ts";
import { statusOf } from "$lib/openapi/refusal-status.ts";
import {
  accept,
  acceptAsNewHost,
  decline,
  findByToken,
  type InvitationView,
} from "$lib/server/teams/answer-invitation.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Actions, PageServerLoad, RequestEvent } from "./$types";

/** A GET changes nothing, so that a scanner that opens links in emails accepts nothing. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { language } = locals;
  const { invitation: words } = messages(language).dashboard.teams;
  const signIn = `/auth/sign-in?to=${encodeURIComponent(url.pathname)}`;
  if (url.searchParams.has("declined")) {
    return { ...over(words.declined, null, words), signIn };
  }
  const found = await findByToken(locals.app, params.token);
  if (!found.ok) {
    if (found.refusal.code !== "expired") error(404, words.gone);
    return { ...over(words.goneTitle, words.expired, words), signIn };
  }
  const { team, invitation, inviter } = found.value;
  const places = { inviter: inviter || words.someone, team: team.name };
  return {
    title: format(words.title, places),
    text: format(words.text[invitation.role], places),
    words,
    isOpen: true,
    signedInAs: locals.host && format(words.as, { name: locals.host.name }),
    signIn,
  };
};

export const actions: Actions = {
  accept: (event) =>
    answering(event, async ({ invitation }) => {
      const { app, host } = event.locals;
      if (!host) redirect(303, `/auth/sign-in?to=${encodeURIComponent(event.url.pathname)}`);
      const joined = await accept(app, host.id, invitation);
      if (!joined.ok) return joined;
      redirect(303, `/dashboard/teams/${joined.value.id}?notice=joined`);
    }),
  acceptAsNewHost: (event) =>
    answering(event, async ({ invitation, team }, form) => {
      const made = await acceptAsNewHost(event.locals.app, invitation, {
        name: text(form, "name").trim(),
        zone: text(form, "zone"),
        language: event.locals.language,
      });
      if (!made.ok) return made;
      await startBrowserSession(event, made.value.id, "invitation");
      redirect(303, `/dashboard/teams/${team.id}?notice=joined`);
    }),
  decline: (event) =>
    answering(event, async ({ invitation }) => {
      const declined = await decline(event.locals.app, invitation);
      if (!declined.ok) return declined;
      redirect(303, `${event.url.pathname}?declined`);
    }),
};

/** Runs an answer to an invitation that is still open; a refusal keeps the entered name. */
async function answering(
  event: RequestEvent,
  answer: (found: InvitationView, form: FormData) => Promise<Outcome<unknown>>,
) {
  const form = await event.request.formData();
  const values = { name: text(form, "name") };
  const { language } = event.locals;
  const found = await findByToken(event.locals.app, event.params.token);
  const outcome = found.ok ? await answer(found.value, form) : found;
  if (outcome.ok) return;
  const { refusal } = outcome;
  return fail(statusOf[refusal.code], { values, sentence: sentenceOf(refusal, language) });
}

function sentenceOf(refusal: Refusal, language: string): string {
  const { dashboard, refusals } = messages(language);
  const { invitation: words } = dashboard.teams;
  const field = Object.values(refusal.fields ?? {})[0];
  if (field) return refusals.fields[field] ?? field;
  if (refusal.detail === "email-taken") return words.taken;
  if (refusal.code === "expired") return words.expired;
  return refusal.code === "not-found" ? words.gone : refusals.sentences[refusal.code];
}

function over(
  title: string,
  text: string | null,
  words: ReturnType<typeof messages>["dashboard"]["teams"]["invitation"],
) {
  return { title, text, words, isOpen: false, signedInAs: null };
}

function text(form: FormData, name: string): string {
  return String(form.get(name) ?? "").slice(0, 120);
}
