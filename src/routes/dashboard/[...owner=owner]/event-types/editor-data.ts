import type { RequestEvent } from "@sveltejs/kit";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { sectionsOf, type TypeSection } from "$lib/scheduling/event-type-sections.ts";
import { languagesWritten } from "$lib/scheduling/email-template.ts";
import { MAX_REMINDERS } from "$lib/scheduling/reminder.ts";
import type { App } from "$lib/server/app.ts";
import { conferencesMadeBy } from "$lib/server/changes/booked-location.ts";
import { sectionFingerprint } from "$lib/server/event-types/edit-section.ts";
import { pagePathOf } from "$lib/server/event-types/page-path.ts";
import { listTypeMembers } from "$lib/server/event-types/type-members.ts";
import { listEmailTemplates } from "$lib/server/store/email-templates.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import { listTeamIdsOf } from "$lib/server/store/teams.ts";
import { type Messages, messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import { typeFormValues } from "./editor/type-form-values.ts";
import { emailList } from "./email-list.ts";
import { embedCode } from "../../event-types/embed/embed-code.ts";
import type { Place } from "../../place.ts";

/** What the editor of an event type shows, whoever owns it. */
export type EditorData = Awaited<ReturnType<typeof editorData>>;

/** One section of an event type with what is around it. */
export async function editorData(
  { locals: { app }, url }: RequestEvent,
  { host, team, base: above }: Place,
  type: EventType,
  section: TypeSection,
) {
  const { eventTypes: words, teamTypes } = messages(host.language, app).dashboard;
  const page = team ?? host, path = pagePathOf(page);
  const list = `${above}/event-types`, base = `${list}/${type.id}`;
  const [schedules, teamIds, members, emails, makes] = await Promise.all([
    type.team ? [] : listSchedules(app.kv, host.id),
    type.team ? [] : listTeamIdsOf(app.kv, host.id),
    type.team ? listTypeMembers(app, type.ownerId, type) : [],
    emailsData(app, type, base, messages(host.language, app)),
    conferencesMadeBy(
      app.kv,
      type.team ? type.team.members.map(({ hostId }) => hostId) : [host.id],
    ),
  ]);
  return {
    title: type.title,
    words,
    teamWords: teamTypes,
    notice: savedNotice(words, url.searchParams.get("notice"), type),
    id: type.id,
    list,
    base,
    section,
    sections: sectionsOf(type).map((name) => ({
      name,
      label: words.editor.sections[name],
      href: name === "basics" ? base : `${base}/${name}`,
      current: name === section,
    })),
    shown: await sectionFingerprint(type, section),
    values: typeFormValues(type),
    schedules: schedules.map(({ id, name }) => ({ id, name })),
    hasTeams: teamIds.length > 0,
    members,
    emails,
    makes,
    prefix: `${new URL(app.baseUrl).host}${path}/`,
    privateLinkOnly: type.privateLinkOnly,
    onlyForTeams: type.onlyForTeams,
    hasPage: !type.privateLinkOnly && !type.onlyForTeams,
    link: `${app.baseUrl}${path}/${type.slug}`,
    path: `${path}/${type.slug}`,
    preview: `${base}/preview?section=${section}&revision=${type.revision}`,
    embed: embedCode(app.baseUrl, { page, type }),
    playground: `/dashboard/event-types/embed?type=${type.id}`,
  };
}

/** The emails of an event type, and which of them have a text of the owner's own. */
async function emailsData(
  app: App,
  type: EventType,
  base: string,
  { dashboard: { emailTemplates }, emails: emailWords }: Messages,
) {
  const all = await listEmailTemplates(app.kv, type.ownerId, type.id);
  return {
    words: emailTemplates,
    path: `${base}/emails`,
    generalPath: type.team
      ? `/dashboard/teams/${type.ownerId}/emails`
      : "/dashboard/settings/emails",
    isOfTeam: type.team !== null,
    most: MAX_REMINDERS,
    hasServer: app.sendMail !== null,
    all: emailList(all, emailWords),
    worded: type.reminders.map(({ id }) => id).filter((id) => languagesWritten(all, id).length > 0),
  };
}

function savedNotice(
  words: Messages["dashboard"]["eventTypes"],
  notice: string | null,
  type: EventType,
): string | null {
  if (notice === "created") {
    return format(words.feedback[createdNoticeKey(type)], { title: type.title });
  }
  return notice === "saved"
    ? words.feedback.saved
    : notice === "copied"
    ? words.feedback.copied
    : null;
}

/** The catalogue key of the notice about a new event type. */
function createdNoticeKey({ active, privateLinkOnly, onlyForTeams }: EventType) {
  if (onlyForTeams) return "saved";
  if (!active) return "createdOff";
  return privateLinkOnly ? "createdPrivate" : "created";
}
