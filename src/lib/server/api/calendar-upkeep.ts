import * as v from "valibot";
import { CalendarId, Id } from "$lib/openapi/fields.ts";
import { changedConnectionJson } from "../connections/connection-json.ts";
import * as connections from "../connections/index.ts";
import { changes, connection, refusals } from "./calendars.ts";
import { operation } from "./operation.ts";

export const syncConnection = operation({
  ...changes,
  id: "calendars.sync",
  method: "POST",
  path: `${connection}/sync`,
  summary: "Sync an account now",
  status: 200,
  refusals,
}, (call) => changedConnectionJson(call, connections.syncNow));

export const runWriteCheck = operation({
  ...changes,
  id: "calendars.runWriteCheck",
  method: "POST",
  path: `${connection}/write-check`,
  summary: "Check that an account can be written to",
  description:
    "Writes an event two years ahead, reads, changes and deletes it. What came of each step is in `writeCheck`.",
  status: 200,
  refusals,
}, (call) => changedConnectionJson(call, connections.runWriteCheck));

export const acceptUnreadable = operation({
  ...changes,
  id: "calendars.acceptUnreadable",
  method: "POST",
  path: `${connection}/accept-unreadable`,
  summary: "Accept that the unreadable entries of a calendar block no time",
  description:
    "`generation` is the calendar’s, so that nothing is accepted that you have not seen.",
  body: v.object({ calendarId: CalendarId, generation: Id }),
  status: 200,
  refusals: ["changed"],
}, (call) => {
  const { calendarId, generation } = call.body;
  return changedConnectionJson(
    call,
    (app, hostId, id) => connections.acceptUnreadable(app, hostId, id, calendarId, generation),
  );
});

export const resolveLostEntries = operation({
  ...changes,
  id: "calendars.resolveLostEntries",
  method: "POST",
  path: `${connection}/lost-entries`,
  summary: "Write entries again that a mass deletion removed, or leave them deleted",
  body: v.object({ restore: v.boolean() }),
  status: 200,
  refusals: ["changed"],
}, (call) =>
  changedConnectionJson(
    call,
    (app, hostId, id) => connections.resolveLostEntries(app, hostId, id, call.body.restore),
  ));
