import { error, fail, redirect, type RequestEvent } from "@sveltejs/kit";
import { statusOf } from "$lib/openapi/refusal-status.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import {
  isTypeSection,
  sectionsOf,
  type TypeSection,
} from "$lib/scheduling/event-type-sections.ts";
import type { Refusal } from "$lib/scheduling/outcome.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { editSection } from "$lib/server/event-types/edit-section.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import * as teamTypes from "$lib/server/event-types/team-types.ts";
import { refusalText } from "$lib/server/http/problem-details.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import { formatDurations } from "$lib/i18n/duration.ts";
import { messages } from "$lib/i18n/messages.ts";
import { type Place, placeOf, requireType } from "../../../../place.ts";
import { editorData } from "../../editor-data.ts";
import { textIn } from "$lib/scheduling/typed-text.ts";
import { editQuestionRows, focusTargetAfter } from "../../editor/question-values.ts";
import { editReminderRows, reminderFocusAfter } from "../../editor/reminder-values.ts";
import { parseSection, readSections, type TypeFormValues } from "../../editor/type-form-values.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const place = await placeOf(event, "member");
  const section = sectionOf(event), type = await requireType(event, place);
  const { dashboard: { teamTypes: words }, refusals } = messages(place.host.language);
  const canEdit = place.header?.isManager ?? true;
  if (!sectionsOf(type).includes(section) || !(canEdit || section === "basics")) {
    error(404, refusals.sentences["not-found"]);
  }
  const editor = await editorData(event, place, type, section);
  const isChosen = type.team && event.url.searchParams.get("notice") === "schedule";
  return {
    ...editor,
    notice: isChosen ? words.schedule.saved : editor.notice,
    readOnly: type.team && !canEdit
      ? {
        length: formatDurations(type.durations, place.host.language),
        description: type.description,
        mode: type.team.mode,
      }
      : null,
    schedule: section === "basics" ? await ownSchedule(event, place, type) : null,
  };
};

/** The section that the address names; the first where it names none. */
function sectionOf({ params }: Pick<RequestEvent, "params">): TypeSection {
  const section = params["section"] ?? "basics";
  return isTypeSection(section) ? section : "basics";
}

/** Which schedule of the signed-in member a team's type takes; null where there is no choice. */
async function ownSchedule(
  { locals: { app } }: RequestEvent,
  { host }: Place,
  { team }: EventType,
) {
  const own = team?.members.find(({ hostId }) => hostId === host.id);
  if (!own) return null;
  const schedules = (await listSchedules(app.kv, host.id)).map(({ id, name }) => ({ id, name }));
  return schedules.length > 1 || own.scheduleId !== null
    ? { chosen: own.scheduleId ?? "", schedules }
    : null;
}

export const actions: Actions = {
  /** Adds, reorders and removes rows where scripts do not run; nothing is saved. */
  editRows: async (event) => {
    await placeOf(event);
    const form = await event.request.formData();
    const values = readSections([sectionOf(event)], form);
    const rows = editRows(values, textIn(form, "press"));
    return { refusal: null, shown: textIn(form, "shown"), ...rows };
  },

  /** Saves one section. */
  save: async (event) => {
    const { host, owner } = await placeOf(event), section = sectionOf(event);
    const form = await event.request.formData();
    const entered = { values: readSections([section], form), shown: textIn(form, "shown") };
    const refuse = (refusal: Refusal) =>
      fail(statusOf[refusal.code], { refusal: refusalText(refusal, host.language), ...entered });
    const changes = parseSection(section, form, host);
    if (!changes.ok) return refuse(changes.refusal);
    const shown = textIn(form, "over") || entered.shown;
    const edit = { section, shown, changes: changes.value };
    const saved = await editSection(event.locals.app, owner, event.params.typeId, edit);
    if (!saved.ok) return refuse(saved.refusal);
    redirect(303, `${event.url.pathname.replace(/\/$/, "")}?notice=saved`);
  },

  remove: async (event) => {
    const { host, owner, base } = await placeOf(event);
    const gone = await eventTypes.remove(event.locals.app, owner, event.params.typeId);
    if (!gone.ok) endWith(gone.refusal, host);
    redirect(303, `${base}/event-types?notice=deleted`);
  },

  /** Chooses a schedule of the signed-in member for a team's type. */
  setSchedule: async (event) => {
    const { host, team, base } = await placeOf(event, "member"), { typeId } = event.params;
    if (!team) endWith({ code: "not-found" }, host);
    const chosen = textIn(await event.request.formData(), "schedule") || null;
    const member = { teamId: team.id, hostId: host.id };
    const set = await teamTypes.setMemberSchedule(event.locals.app, member, typeId, chosen);
    if (!set.ok) endWith(set.refusal, host);
    redirect(303, `${base}/event-types/${typeId}?notice=schedule`);
  },
};

/** The refusal of a button with nothing beside it to show one. */
function endWith(refusal: Refusal, { language }: Host): never {
  error(statusOf[refusal.code], refusalText(refusal, language).sentence);
}

/** The rows of a section after a press on one of them, and where the focus goes. */
function editRows(values: Partial<TypeFormValues>, press: string) {
  if (values.emails) {
    const reminders = editReminderRows(values.emails.reminders, press);
    const emails = { ...values.emails, reminders };
    return { values: { emails }, reached: reminderFocusAfter(reminders, press) };
  }
  const questions = editQuestionRows(values.questions ?? [], press);
  return { values: { questions }, reached: focusTargetAfter(questions, press) };
}
