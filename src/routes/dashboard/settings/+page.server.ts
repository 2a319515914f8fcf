import { redirect } from "@sveltejs/kit";
import * as v from "valibot";
import { Id } from "$lib/scheduling/id.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { parseClockTime } from "$lib/scheduling/wall-time.ts";
import { formatClock } from "$lib/i18n/date-time.ts";
import { searchZones } from "$lib/i18n/zone-search.ts";
import { pagePathOf } from "$lib/server/event-types/page-path.ts";
import { startSignIn } from "$lib/server/auth/sign-in-flow.ts";
import { action } from "$lib/server/http/action.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { EmailInput, ProfileInput } from "$lib/scheduling/profile.ts";
import * as invitations from "$lib/server/auth/invitations.ts";
import { serviceKinds, signInServices } from "$lib/server/auth/sign-in-services.ts";
import * as hostEmail from "$lib/server/auth/host-email.ts";
import * as profile from "$lib/server/hosts/profile.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import * as signInMethods from "$lib/server/auth/sign-in-methods.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Actions, PageServerLoad } from "./$types";
import {
  invitationRows,
  sectionIndex,
  sessionRows,
  settingsPages,
  signInMethodRows,
  successMessage,
} from "./settings-view.ts";

type Section =
  | "profile"
  | "email"
  | "username"
  | "sign-in-methods"
  | "sessions"
  | "invitations";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { app, session } = event.locals;
  const all = messages(host.language), words = all.identity, pages = settingsPages(all);
  const [activeSessions, open, methods] = await Promise.all([
    sessions.list(app, host.id),
    invitations.list(app, host.id),
    signInMethods.list(app, host),
  ]);
  const errorCode = event.url.searchParams.get("error") ?? "";
  const { name, email, emailVerified, username, zone, hourCycle, revision } = host;
  return {
    title: words.settings.title,
    words: words.settings,
    leaving: words.signIn,
    sections: sectionIndex(words.settings, pages),
    pages,
    profile: {
      name,
      email,
      emailVerified,
      unconfirmed: profile.unverifiedEmail(host),
      username,
      zone,
      hourCycle,
      language: host.language,
      revision,
    },
    agenda: {
      wanted: host.agendaMinute === null ? "" : "on",
      at: formatClock(host.agendaMinute ?? 7 * 60, host),
    },
    zones: searchZones("", host, app.now()),
    mail: app.sendMail !== null,
    pageLink: app.baseUrl + pagePathOf(host),
    pageLinkStart: `${app.baseUrl}/`,
    signInMethods: signInMethodRows(words.settings.methods, host, methods, app),
    services: signInServices(app).map(({ kind, name }) => ({ kind, name })),
    sessions: sessionRows(words.settings.sessions, host, activeSessions, session),
    invitations: invitationRows(words.settings.invitations, host, open),
    done: successMessage(words.settings, event.url, app.baseUrl, host),
    error: Object.hasOwn(words.errors, errorCode) ? words.errors[errorCode] : null,
  };
};

/** A form of one section: it leads back to it with a notice, and its refusal is shown there. */
function inSection<S extends Parameters<typeof action>[0], T>(
  section: Section,
  schema: S,
  verb: Parameters<typeof action<S, T>>[1],
  notice: string | ((value: T) => string) = "saved",
) {
  return action<S, T, { section: Section }>(schema, verb, {
    kept: { section },
    done: (value) =>
      `/dashboard/settings?done=${typeof notice === "string" ? notice : notice(value)}#${section}`,
  });
}

const revision = v.number();

/** The agenda's time is seven o'clock where it is left empty; without the agenda it may be anything. */
const ProfileForm = v.pipe(
  v.object({
    ...ProfileInput.entries,
    wanted: v.boolean(),
    at: v.pipe(
      v.string(),
      v.transform((text) => text.trim() === "" ? 7 * 60 : parseClockTime(text, "from")),
    ),
    revision,
  }),
  v.forward(
    v.partialCheck(
      [["wanted"], ["at"]],
      ({ wanted, at }) => !wanted || at !== null,
      "time-invalid",
    ),
    ["at"],
  ),
);
const Nothing = v.object({});
const mailedTo = (email: string) => `mailed&to=${encodeURIComponent(email)}`;

export const actions: Actions = {
  profile: inSection(
    "profile",
    ProfileForm,
    ({ app, host }, { revision, wanted, at, ...input }) =>
      profile.edit(app, host.id, revision, { ...input, agendaMinute: wanted ? at : null }),
  ),

  email: inSection(
    "email",
    EmailInput,
    async ({ app, host }, { email }) => {
      const changed = await hostEmail.changeEmail(app, host, email);
      return changed.ok ? accepted({ email, ...changed.value }) : changed;
    },
    ({ mailed, email }) => mailed ? mailedTo(email) : "email",
  ),

  confirm: inSection(
    "email",
    Nothing,
    ({ app, host }) => hostEmail.resendVerification(app, host),
    ({ email }) => mailedTo(email),
  ),

  username: inSection(
    "username",
    v.object({ username: v.string(), sure: v.literal(true, "sure-needed") }),
    ({ app, host }, { username }) => profile.rename(app, host.id, username),
    "username",
  ),

  addSignInMethod: action(
    v.object({ service: v.picklist(serviceKinds) }),
    async ({ host, event }, { service }) => {
      const begun = await startSignIn(event, {
        service,
        redirectTo: "/dashboard/settings?done=sign-in-method#sign-in-methods",
        linkToHostId: host.id,
        zone: host.zone,
        language: host.language,
      });
      if (begun.ok) return begun;
      redirect(303, `/dashboard/settings?error=${begun.refusal.detail}#sign-in-methods`);
    },
    { kept: { section: "sign-in-methods" as Section }, shows: (leaving) => leaving },
  ),

  removeSignInMethod: inSection(
    "sign-in-methods",
    v.object({ method: Id }),
    ({ app, host }, { method }) => signInMethods.remove(app, host, method),
  ),

  endSession: inSection(
    "sessions",
    v.object({ session: Id }),
    ({ app, host }, { session }) => sessions.end(app, host.id, session),
  ),

  endOthers: inSection("sessions", Nothing, async ({ app, host, event }) => {
    await sessions.endOthers(app, host.id, event.locals.session);
    return accepted(null);
  }),

  invite: inSection("invitations", Nothing, ({ app, host }) => invitations.invite(app, host.id)),

  revokeInvitation: inSection(
    "invitations",
    v.object({ invitation: Id }),
    ({ app, host }, { invitation }) => invitations.withdraw(app, host.id, invitation),
  ),
};
