import * as v from "valibot";
import { accepted } from "$lib/scheduling/outcome.ts";
import { plural } from "$lib/i18n/format.ts";
import { deskJson } from "../../operations/desk-json.ts";
import { readDesk } from "../../operations/read-desk.ts";
import { retryAll } from "../../operations/run-work.ts";
import { words } from "../fields.ts";
import { asMemberTexts } from "../member-texts.ts";
import { tool } from "../tool.ts";

const { getStatus, retryWork } = words.tools;

export const get = tool({
  name: "get_status",
  title: getStatus.title,
  description: getStatus.description,
  scope: "read",
  input: v.object({}),
  async run({ app, host }) {
    const { deadlines, ...status } = deskJson(app, await readDesk(app, host.id));
    const { length } = status.needs;
    return accepted({
      text: length === 0 ? getStatus.fine : plural(getStatus.result, length, "en"),
      data: {
        ...status,
        webhooks: status.webhooks.map(({ url, ...each }) => each.teamId ? each : { ...each, url }),
      },
      untrusted: {
        deadlines,
        ...asMemberTexts(
          status.webhooks.flatMap(({ id, teamId, url }) => teamId ? [{ webhookId: id, url }] : []),
        ),
      },
    });
  },
});

export const retry = tool({
  name: "retry_work",
  title: retryWork.title,
  description: retryWork.description,
  scope: "bookings",
  input: v.object({}),
  async run({ app, host, key }) {
    const queued = await retryAll(app, host.id, null, (scope) => key.scopes.includes(scope));
    const text = queued === 0 ? retryWork.nothing : plural(retryWork.result, queued, "en");
    return accepted({ text, data: { queued } });
  },
});
