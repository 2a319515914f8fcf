import * as v from "valibot";
import type { Host } from "$lib/scheduling/host.ts";
import { CaldavConnectInput, IcsConnectInput } from "$lib/scheduling/connection-inputs.ts";
import { nextcloudAddress } from "$lib/scheduling/nextcloud-address.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import { type Outcome, type Refusal, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "$lib/server/app.ts";
import * as connections from "$lib/server/connections/index.ts";
import { action } from "$lib/server/http/action.ts";
import { messages } from "$lib/i18n/messages.ts";
import { connectNoticeKey } from "../../../lib/server/connections/connections-view.ts";
import { problemOf } from "./problem-of.ts";

/** Why a connection was refused, at its field, and what was entered apart from the password. */
export interface FailedConnect {
  sentence: string;
  fields: Record<string, string>;
  values: { address: string; user: string; feed: string };
}

const leads = {
  kept: { place: "connect", address: "", user: "", feed: "" },
  says: (refusal: Refusal, call: { host: Host }) =>
    refusal.code === "calendar-refused" && refusal.fields
      ? messages(call.host.language).calendars.tiles.refused
      : problemOf(refusal, call),
  done: async (made: Connection, { app }: { app: App }) =>
    `/dashboard/calendars?notice=${await connectNoticeKey(app, made)}`,
};

/** The forms that connect a calendar. */
export const connectActions = {
  connect: action(
    v.object({ ...CaldavConnectInput.entries, provider: v.string() }),
    async (call, { provider, ...input }) => {
      const address = provider === "nextcloud" ? nextcloudAddress(input.address) : input.address;
      const isAddressKnown = provider === "icloud" || provider === "fastmail";
      const made = await connections.connectCaldav(call.app, call.host.id, { ...input, address });
      return atField(
        made,
        call,
        (reason) =>
          passwordReasons.has(reason)
            ? "password"
            : addressReasons.has(reason) && !isAddressKnown
            ? "address"
            : null,
      );
    },
    leads,
  ),

  subscribe: action(
    IcsConnectInput,
    async (call, input) => {
      const made = await connections.connectIcs(call.app, call.host.id, input);
      return atField(made, call, (reason) => addressReasons.has(reason) ? "feed" : null);
    },
    leads,
  ),
};

const passwordReasons = new Set(["wrong-password", "digest-only", "other-sign-in"]);
const addressReasons = new Set([
  "wrong-address",
  "not-caldav",
  "private",
  "dns",
  "unreachable",
  "redirect",
  "tls",
  "no-tls",
  "timeout",
  "not-found",
  "wrong-feed",
  "not-ics",
  "feed-closed",
]);

/** A server's error at the field that it is about. */
function atField(
  made: Outcome<Connection>,
  call: { host: Host },
  fieldOf: (reason: string) => string | null,
): Outcome<Connection> {
  if (made.ok || made.refusal.code !== "calendar-refused") return made;
  const { detail = "" } = made.refusal,
    field = fieldOf(detail),
    text = problemOf(made.refusal, call);
  if (!field) return made;
  return refused("calendar-refused", { detail, fields: { [field]: text ?? detail } });
}
