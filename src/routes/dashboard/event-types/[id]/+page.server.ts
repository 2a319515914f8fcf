import { error, redirect } from "@sveltejs/kit";
import type { EventType } from "$lib/scheduling/event-type.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import { failWith, refusalText, requireHost, statusOf } from "$lib/server/http/problem-details.ts";
import { getEventType } from "$lib/server/store/event-types.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import { listTeamIdsOf } from "$lib/server/store/teams.ts";
import { type Messages, messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import { editQuestionRowsAction } from "../edit-question-rows.ts";
import {
  eventTypeFormValues,
  parseEventTypeForm,
  parseEventTypeInputFrom,
} from "../event-type-form-values.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const all = messages(host.language);
  const words = all.dashboard.eventTypes;
  const type = await getEventType(app.kv, host.id, event.params.id);
  if (!type) error(404, all.refusals.sentences["not-found"]);
  const [schedules, teamIds] = await Promise.all([
    listSchedules(app.kv, host.id),
    listTeamIdsOf(app.kv, host.id),
  ]);
  const path = `/calendar/${host.username}/${type.slug}`;
  return {
    title: type.title,
    words,
    emails: {
      short: all.dashboard.emailTemplates.short,
      lead: all.dashboard.emailTemplates.lead,
      open: all.dashboard.emailTemplates.open,
    },
    notice: savedNotice(words, event.url.searchParams.get("notice"), type),
    id: type.id,
    values: eventTypeFormValues(type),
    prefix: `${new URL(app.baseUrl).host}/calendar/${host.username}/`,
    mail: app.sendMail !== null,
    hasTeams: teamIds.length > 0,
    onlyForTeams: type.onlyForTeams,
    schedules: schedules.map(({ id, name }) => ({ id, name })),
    privateLinkOnly: type.privateLinkOnly,
    link: app.baseUrl + path,
    path,
    embed: embedCode(app.baseUrl, `${host.username}/${type.slug}`),
  };
};

export const actions: Actions = {
  editRows: editQuestionRowsAction,

  save: async (event) => {
    const host = requireHost(event);
    const form = await event.request.formData();
    const values = parseEventTypeForm(form);
    const input = parseEventTypeInputFrom(values);
    if (!input.ok) return failWith(input.refusal, values, host.language);
    const revision = Number(form.get("over") ?? values.revision);
    const { id } = event.params;
    const saved = await eventTypes.edit(event.locals.app, host.id, id, revision, input.value);
    if (!saved.ok) return failWith(saved.refusal, values, host.language);
    redirect(303, `/dashboard/event-types/${id}?notice=saved`);
  },

  remove: async (event) => {
    const host = requireHost(event);
    const gone = await eventTypes.remove(event.locals.app, host.id, event.params.id);
    if (!gone.ok) {
      error(statusOf[gone.refusal.code], refusalText(gone.refusal, host.language).sentence);
    }
    redirect(303, "/dashboard/event-types?notice=deleted");
  },
};

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

function embedCode(baseUrl: string, page: string): string {
  return `<div data-invito="${page}"></div>\n<script src="${baseUrl}/widget.js" async></script>`;
}
