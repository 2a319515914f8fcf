import type { RequestEvent } from "@sveltejs/kit";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { pagePathOf } from "$lib/server/event-types/page-path.ts";
import { embedCode } from "./embed/embed-code.ts";
import { type Messages, messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import { eventTypeFormValues } from "./event-type-form-values.ts";
import type { TypePlace } from "./type-place.ts";

/** What the page of an event type shows, whoever owns it. */
export type EditorData = ReturnType<typeof editorData>;

/** The editor's values, and what is below it. */
export function editorData(
  { locals: { app }, url }: RequestEvent,
  { host, page, list }: TypePlace,
  type: EventType,
) {
  const { eventTypes: words, emailTemplates } = messages(host.language).dashboard;
  const path = pagePathOf(page);
  return {
    title: type.title,
    words,
    emails: {
      short: emailTemplates.short,
      lead: emailTemplates.lead,
      open: emailTemplates.open,
    },
    notice: savedNotice(words, url.searchParams.get("notice"), type),
    id: type.id,
    list,
    values: eventTypeFormValues(type),
    prefix: `${new URL(app.baseUrl).host}${path}/`,
    mail: app.sendMail !== null,
    privateLinkOnly: type.privateLinkOnly,
    onlyForTeams: type.onlyForTeams,
    hasPage: !type.privateLinkOnly && !type.onlyForTeams,
    link: `${app.baseUrl}${path}/${type.slug}`,
    path: `${path}/${type.slug}`,
    embed: embedCode(app.baseUrl, page, type),
    playground: `/dashboard/event-types/embed?type=${type.id}`,
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
