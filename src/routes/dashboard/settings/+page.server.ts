import { redirect } from "@sveltejs/kit";
import type { Host } from "$lib/scheduling/host.ts";
import type { Outcome, Refusal } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { formatWallTime, parseClockTime } from "$lib/scheduling/wall-time.ts";
import { zoneGroups } from "$lib/i18n/zone-list.ts";
import * as agenda from "$lib/server/hosts/agenda-setting.ts";
import { startOidcFlow } from "$lib/server/auth/oidc-flow.ts";
import { failWith, requireHost } from "$lib/server/http/problem-details.ts";
import { EmailInput, ProfileInput } from "$lib/scheduling/profile.ts";
import * as invitations from "$lib/server/auth/invitations.ts";
import { issuerName } from "$lib/server/auth/oidc.ts";
import * as hostEmail from "$lib/server/auth/host-email.ts";
import * as profile from "$lib/server/hosts/profile.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import * as signInMethods from "$lib/server/auth/sign-in-methods.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Actions, PageServerLoad } from "./$types";
import { invitationRows, sessionRows, signInMethodRows, successMessage } from "./settings-view.ts";

type Section =
  | "profile"
  | "agenda"
  | "email"
  | "username"
  | "sign-in-methods"
  | "sessions"
  | "invitations";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { app, session } = event.locals;
  const { identity: words, dashboard, emails: { list } } = messages(host.language);
  const { apiKeys, blocked, data, emailTemplates, operations, page, webhooks } = dashboard;
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
    page: { title: page.title, lead: page.lead, open: page.open },
    emails: { title: list.title, lead: list.intro, open: list.open },
    emailTexts: emailTemplates.general,
    keys: { title: apiKeys.title, lead: apiKeys.lead, open: apiKeys.open },
    blocked: { title: blocked.title, lead: blocked.lead, open: blocked.open },
    status: { title: operations.title, lead: operations.lead, open: operations.open },
    webhooks: { title: webhooks.title, lead: webhooks.lead, open: webhooks.open },
    privacy: { title: data.title, lead: data.lead, open: data.open },
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
    agendaAt: host.agendaMinute === null ? "" : formatWallTime(host.agendaMinute),
    zones: zoneGroups(zone),
    mail: app.sendMail !== null,
    pageLink: `${app.baseUrl}/calendar/${username}/`,
    pageLinkStart: `${app.baseUrl}/calendar/`,
    signInMethods: signInMethodRows(words.settings.methods, host, methods),
    issuer: issuerName(app),
    sessions: sessionRows(words.settings.sessions, host, activeSessions, session),
    invitations: invitationRows(words.settings.invitations, host, open),
    done: successMessage(words.settings, event.url, app.baseUrl, host),
    error: Object.hasOwn(words.errors, errorCode) ? words.errors[errorCode] : null,
  };
};

export const actions: Actions = {
  async profile(event) {
    const host = requireHost(event), form = await event.request.formData();
    const values = {
      name: text(form, "name"),
      zone: text(form, "zone"),
      hourCycle: text(form, "hourCycle"),
      ...(form.has("language") ? { language: text(form, "language") } : {}),
    };
    const hourCycle = Number(values.hourCycle);
    const input = parse(ProfileInput, { ...values, hourCycle });
    if (!input.ok) return refuse(host, "profile", input.refusal, values);
    const revision = Number(form.get("revision"));
    const edited = await profile.edit(event.locals.app, host.id, revision, input.value);
    return answer(host, "profile", edited, "saved", values);
  },

  async agenda(event) {
    const host = requireHost(event), form = await event.request.formData();
    const values = { wanted: text(form, "wanted"), at: text(form, "at") };
    const at = values.wanted === "on" ? parseClockTime(values.at, "from") : null;
    if (values.wanted === "on" && at === null) {
      return refuse(host, "agenda", { code: "invalid", fields: { at: "time-invalid" } }, values);
    }
    const revision = Number(form.get("revision"));
    const saved = await agenda.setAgenda(event.locals.app, host.id, revision, at);
    return answer(host, "agenda", saved, "saved", values);
  },

  async email(event) {
    const host = requireHost(event), form = await event.request.formData();
    const values = { email: text(form, "email") };
    const input = parse(EmailInput, values);
    if (!input.ok) return refuse(host, "email", input.refusal, values);
    const changed = await hostEmail.changeEmail(event.locals.app, host, input.value.email);
    const mailed = changed.ok && changed.value.mailed;
    return answer(
      host,
      "email",
      changed,
      mailed ? `mailed&to=${encodeURIComponent(input.value.email)}` : "email",
      values,
    );
  },

  async confirm(event) {
    const host = requireHost(event);
    const mailed = await hostEmail.resendVerification(event.locals.app, host);
    const to = mailed.ok ? mailed.value.email : "";
    return answer(host, "email", mailed, `mailed&to=${encodeURIComponent(to)}`);
  },

  async username(event) {
    const host = requireHost(event), form = await event.request.formData();
    const values = { username: text(form, "username") };
    if (form.get("sure") !== "on") {
      return refuse(host, "username", { code: "invalid", fields: { sure: "sure-needed" } }, values);
    }
    const renamed = await profile.rename(event.locals.app, host.id, values.username);
    return answer(host, "username", renamed, "username", values);
  },

  async addSignInMethod(event) {
    const host = requireHost(event);
    const begun = await startOidcFlow(event, {
      redirectTo: "/dashboard/settings?done=sign-in-method#sign-in-methods",
      linkToHostId: host.id,
      zone: host.zone,
      language: host.language,
    });
    return begun.ok
      ? { redirectTo: begun.value }
      : redirect(303, `/dashboard/settings?error=${begun.refusal.detail}#sign-in-methods`);
  },

  async removeSignInMethod(event) {
    const host = requireHost(event), form = await event.request.formData();
    return answer(
      host,
      "sign-in-methods",
      await signInMethods.remove(event.locals.app, host, text(form, "method")),
      "saved",
    );
  },

  async endSession(event) {
    const host = requireHost(event), form = await event.request.formData();
    const ended = await sessions.end(event.locals.app, host.id, text(form, "session"));
    return answer(host, "sessions", ended, "saved");
  },

  async endOthers(event) {
    const host = requireHost(event);
    await sessions.endOthers(event.locals.app, host.id, event.locals.session);
    redirect(303, "/dashboard/settings?done=saved#sessions");
  },

  async invite(event) {
    const host = requireHost(event);
    return answer(
      host,
      "invitations",
      await invitations.invite(event.locals.app, host.id),
      "saved",
    );
  },

  async revokeInvitation(event) {
    const host = requireHost(event), form = await event.request.formData();
    const hash = text(form, "invitation");
    const withdrawn = await invitations.withdraw(event.locals.app, host.id, hash);
    return answer(host, "invitations", withdrawn, "saved");
  },
};

/** Redirects to the section with a success notice, or returns the entered values with the refusal. */
function answer<T>(
  host: Host,
  section: Section,
  outcome: Outcome<T>,
  done: string,
  values: Record<string, string> = {},
) {
  if (!outcome.ok) return refuse(host, section, outcome.refusal, values);
  redirect(303, `/dashboard/settings?done=${done}#${section}`);
}

function refuse(
  { language }: Host,
  section: Section,
  refusal: Refusal,
  values: Record<string, string> = {},
) {
  return failWith(refusal, { ...values, section }, language);
}

function text(form: FormData, name: string): string {
  return String(form.get(name) ?? "").slice(0, 1000);
}
