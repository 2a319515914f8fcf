import type { RequestEvent } from "@sveltejs/kit";
import { messages } from "$lib/i18n/messages.ts";
import { product, version } from "$lib/product.ts";
import { connectionViews } from "$lib/server/connections/connections-view.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { listWork } from "$lib/server/operations/list-work.ts";
import { needsOf, readDesk } from "$lib/server/operations/read-desk.ts";
import { workStates } from "$lib/server/operations/work.ts";
import type { PageServerLoad } from "./$types";
import { accountRow, dayText, deadlineRow, webhookRow } from "./health-view.ts";
import { needView } from "./needs-view.ts";
import { noticeOf } from "./notice-of.ts";
import { workRows } from "./work-view.ts";
export { actions } from "./status-actions.ts";

const PAGE = 10;
/** What is shown unless something else is asked for: all that is not planned for later. */
const current = workStates.filter((state) => state !== "scheduled");

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  event.depends("live:host");
  const { app } = event.locals;
  const { dashboard, calendars } = messages(host.language);
  const words = dashboard.operations;
  const { state, cursor } = askedFor(event);
  const hasMail = app.sendMail !== null;
  // One cause is said once, and not again for each email.
  const states = state ? [state] : current.filter((each) => hasMail || each !== "unsent");
  const page = { states, limit: PAGE, ...(cursor ? { cursor } : {}) };
  const [desk, accounts, work] = await Promise.all([
    readDesk(app, host.id),
    connectionViews(app, host),
    listWork(app, host.id, page),
  ]);
  const needs = needsOf(desk, hasMail);
  return {
    title: words.title,
    words,
    notice: noticeOf(event.url.searchParams, words, host.language),
    capabilities: calendars.capabilities.title,
    calendarActions: calendars.actions,
    noMail: hasMail ? null : dashboard.inbox.notices.noMail,
    needs: needs.map((need) => needView(need, accounts, host)),
    states: workStates.map((value) => ({ value, label: words.work.states[value] })),
    state: state ?? "",
    isFirst: cursor === null,
    work: await workRows(app, work.jobs, host),
    older: work.cursor && `?${new URLSearchParams({ state: state ?? "", from: work.cursor })}`,
    accounts: desk.calendars.map((each) => accountRow(each, accounts, host, app.now())),
    webhooks: desk.webhooks.map((each) => webhookRow(each, host)),
    deadlines: desk.deadlines.map((each) => deadlineRow(each, host)),
    day: dayText(desk.lastDay, host.language),
    isDayComplete: desk.lastDay.isComplete,
    program: `${product} ${version}`,
  };
};

function askedFor({ url: { searchParams } }: RequestEvent) {
  const asked = searchParams.get("state");
  return {
    state: workStates.find((each) => each === asked) ?? null,
    cursor: searchParams.get("from")?.slice(0, 500) || null,
  };
}
