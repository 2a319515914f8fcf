import { error, redirect, type RequestEvent } from "@sveltejs/kit";
import * as v from "valibot";
import { NewHostName } from "$lib/scheduling/profile.ts";
import { accepted, type Refusal } from "$lib/scheduling/outcome.ts";
import { startBrowserSession } from "$lib/server/auth/session-cookie.ts";
import { openAction } from "$lib/server/http/action.ts";
import {
  accept,
  acceptAsNewHost,
  decline,
  findByToken,
} from "$lib/server/teams/answer-invitation.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Actions, PageServerLoad } from "./$types";

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

const says = (refusal: Refusal, { language }: { language: string }) =>
  sentenceOf(refusal, language);
/** The invitation, while it is open. */
const opened = ({ locals, params }: RequestEvent) => findByToken(locals.app, params.token ?? "");

export const actions: Actions = {
  accept: openAction(
    v.object({}),
    async ({ app, event }) => {
      const found = await opened(event), { host } = event.locals;
      if (!found.ok) return found;
      if (!host) redirect(303, `/auth/sign-in?to=${encodeURIComponent(event.url.pathname)}`);
      return await accept(app, host.id, found.value.invitation);
    },
    { kept: { name: "" }, says, done: ({ id }) => `/dashboard/teams/${id}?notice=joined` },
  ),

  acceptAsNewHost: openAction(
    v.object({ name: NewHostName, zone: v.string() }),
    async ({ app, event, language }, entered) => {
      const found = await opened(event);
      if (!found.ok) return found;
      const { invitation, team } = found.value;
      const made = await acceptAsNewHost(app, invitation, { ...entered, language });
      if (!made.ok) return made;
      await startBrowserSession(event, made.value.id, "invitation");
      return accepted(team);
    },
    { says, done: ({ id }) => `/dashboard/teams/${id}?notice=joined` },
  ),

  decline: openAction(
    v.object({}),
    async ({ app, event }) => {
      const found = await opened(event);
      return found.ok ? await decline(app, found.value.invitation) : found;
    },
    { kept: { name: "" }, says, done: (_, { event }) => `${event.url.pathname}?declined` },
  ),
};

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
