import * as v from "valibot";
import { Id } from "$lib/scheduling/id.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import * as connections from "$lib/server/connections/index.ts";
import { action } from "$lib/server/http/action.ts";
import { dropWork } from "$lib/server/operations/drop-work.ts";
import { retryAll, runNow } from "$lib/server/operations/run-work.ts";
import { workGroups } from "$lib/server/operations/work.ts";
import { listOwnSubscriptions } from "$lib/server/webhooks/managed-subscriptions.ts";
import { reviveSubscription } from "$lib/server/webhooks/retry-deliveries.ts";
import { problemOf } from "../calendars/problem-of.ts";

const PAGE = "/dashboard/operations";

const Work = v.object({ work: Id });
const Account = v.object({ connection: Id });
const retried = (count: number) => `${PAGE}?done=retried&count=${count}`;

/** Where a refusal is shown: at the work or the need that the form's first field names. */
const at = (prefix: string) => ({
  kept: (_: unknown, __: unknown, entered: Record<string, string>) => ({
    place: `${prefix}${Object.values(entered)[0]}`,
  }),
  says: problemOf,
});
const to = (done: string, prefix = "") => ({ ...at(prefix), done: () => `${PAGE}?done=${done}` });

/** The forms of the status page. */
export const actions = {
  run: action(Work, ({ app, host }, { work }) => runNow(app, host.id, work), to("run")),

  drop: action(Work, ({ app, host }, { work }) => dropWork(app, host.id, work), to("dropped")),

  retry: action(
    v.object({ group: v.string() }),
    async ({ app, host }, { group }) => {
      const known = workGroups.find((each) => each === group);
      return accepted(await retryAll(app, host.id, known ?? (group === "" ? null : "webhooks")));
    },
    { ...at(""), done: retried },
  ),

  send: action(
    v.object({ webhook: Id }),
    async ({ app, host }, { webhook }) => {
      const managed = await listOwnSubscriptions(app, host.id);
      const found = managed.find(({ subscription }) => subscription.id === webhook);
      return found ? await reviveSubscription(app, found.owner, webhook) : refused("not-found");
    },
    { ...at("webhook-"), done: retried },
  ),

  sync: action(
    Account,
    ({ app, host }, { connection }) => connections.syncNow(app, host.id, connection),
    to("syncing", "calendar-"),
  ),

  signIn: action(
    v.object({ ...Account.entries, password: v.string() }),
    ({ app, host }, { connection, password }) =>
      connections.updatePassword(app, host.id, connection, password),
    to("signedIn", "calendar-"),
  ),
};
