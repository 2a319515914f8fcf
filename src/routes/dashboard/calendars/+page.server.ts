import type { CalendarRef, Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "$lib/server/app.ts";
import * as connections from "$lib/server/connections/index.ts";
import { action } from "$lib/server/http/action.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { messages } from "$lib/i18n/messages.ts";
import * as v from "valibot";
import { isNewcomer } from "../read-inbox.ts";
import type { Actions, PageServerLoad } from "./$types";
import { calendarErrorText } from "../../../lib/server/connections/calendar-view.ts";
import { connectionViews } from "../../../lib/server/connections/connections-view.ts";
import { calendarTiles } from "./calendar-tiles.ts";
import { connectActions } from "./connect-actions.ts";
import { firstSyncView } from "./first-sync.ts";
import { problemOf } from "./problem-of.ts";

const PAGE = "/dashboard/calendars";

/** A calendar by the key that the table's form has for it. */
const CalendarKey = v.pipe(
  v.string(),
  v.transform((key): CalendarRef => {
    const [connectionId = "", ...calendarId] = key.split("|");
    return { connectionId, calendarId: calendarId.join("|") };
  }),
);

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  event.depends("live:host");
  const { app } = event.locals;
  const { calendars: words } = messages(host.language);
  const accounts = await connectionViews(app, host);
  const { searchParams } = event.url;
  const firstSync = firstSyncView(accounts, host.language);
  // A page that was opened during a sync follows it to its end.
  const asked = searchParams.get("notice") ?? "";
  const isOver = asked === "connecting" && !firstSync;
  const notice = isOver ? "connected" : asked;
  const errorCode = searchParams.get("error") ?? "";
  return {
    title: words.title,
    words,
    accounts,
    firstSync,
    notice: Object.hasOwn(words.feedback, notice)
      ? words.feedback[notice as keyof typeof words.feedback]
      : null,
    noticeTone: notice === "connectedPartly" ? "warn" as const : "good" as const,
    // A host who connects a calendar as a first step gets a link to the next one.
    steps: notice.startsWith("connect") && await isNewcomer(app.kv, host)
      ? messages(host.language).dashboard.inbox.firstSteps.continueSetup
      : null,
    error: Object.hasOwn(words.problems, errorCode)
      ? calendarErrorText(words, errorCode, searchParams.get("code") ?? "")
      : null,
    connect: calendarTiles(app, host.language, searchParams.get("connect")),
    target: host.targetCalendar ? keyOf(host.targetCalendar) : "",
  };
};

const toNotice = (notice: string) => `${PAGE}?notice=${notice}`;
const Account = v.object({ connection: v.string() });

/** The form of an account says there why it was refused. */
function ofAccount<T = unknown>(notice: string | ((value: T) => string)) {
  return {
    kept: (_: unknown, __: unknown, { connection }: { connection: string }) => ({
      place: connection,
    }),
    says: problemOf,
    done: (value: T) => toNotice(typeof notice === "string" ? notice : notice(value)),
  };
}

export const actions: Actions = {
  ...connectActions,

  saveCalendars: action(
    v.object({
      shown: v.array(CalendarKey),
      blocks: v.array(CalendarKey),
      target: v.exactOptional(v.nullable(CalendarKey)),
    }),
    ({ app, host }, { blocks: blocking, ...chosen }) =>
      connections.chooseAllCalendars(app, host.id, { blocking, ...chosen }),
    { kept: { place: "table" }, says: problemOf, done: () => toNotice("saved") },
  ),

  sync: action(
    Account,
    ({ app, host }, { connection }) =>
      synced(app, host, connection, () => connections.syncNow(app, host.id, connection)),
    ofAccount((how: string) => how),
  ),

  acceptUnreadable: action(
    v.object({ ...Account.entries, calendar: v.string(), generation: v.string() }),
    ({ app, host }, { connection, calendar, generation }) =>
      connections.acceptUnreadable(app, host.id, connection, calendar, generation),
    ofAccount("saved"),
  ),

  resolveLostEntries: action(
    v.object({ ...Account.entries, what: v.string() }),
    async ({ app, host }, { connection, what }) => {
      const restore = what === "restore";
      const done = await connections.resolveLostEntries(app, host.id, connection, restore);
      return done.ok ? accepted(restore ? "entriesRestored" : "saved") : done;
    },
    ofAccount((how: string) => how),
  ),

  runWriteCheck: action(
    Account,
    ({ app, host }, { connection }) => connections.runWriteCheck(app, host.id, connection),
    ofAccount("writeChecked"),
  ),

  updatePassword: action(
    v.object({ ...Account.entries, password: v.string() }),
    ({ app, host }, { connection, password }) =>
      synced(
        app,
        host,
        connection,
        () => connections.updatePassword(app, host.id, connection, password),
      ),
    ofAccount((how: string) => how),
  ),

  disconnect: action(
    Account,
    ({ app, host }, { connection }) => connections.disconnect(app, host.id, connection),
    ofAccount("disconnected"),
  ),
};

/** What came of the sync that a verb began; refused when it failed. */
async function synced(
  app: App,
  host: Host,
  id: string,
  verb: () => Promise<Outcome<unknown>>,
): Promise<Outcome<"synced" | "syncing">> {
  const began = app.now();
  const done = await verb();
  if (!done.ok) return done;
  const how = await connections.syncResultSince(app, host.id, id, began);
  return how.is === "failed"
    ? refused("calendar-refused", { detail: how.reason })
    : accepted(how.is === "synced" ? "synced" : "syncing");
}

/** A calendar as the table's form names it. */
const keyOf = ({ connectionId, calendarId }: CalendarRef) => `${connectionId}|${calendarId}`;
