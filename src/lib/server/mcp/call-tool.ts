import type { Tool as McpTool } from "@modelcontextprotocol/server";
import { inputSchema } from "$lib/openapi/json-schema.ts";
import { unknownFields } from "$lib/openapi/unknown-fields.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { format } from "$lib/i18n/format.ts";
import { storeRefusalOf } from "../requests/store-refusal.ts";
import { words } from "./fields.ts";
import type { Caller, Tool } from "./tool.ts";
import { answerResult, errorResult, refusalResult, type ToolResult } from "./tool-result.ts";
import { getAnalytics } from "./tools/analytics.ts";
import { book } from "./tools/book.ts";
import * as bookings from "./tools/bookings.ts";
import * as teams from "./tools/change-team.ts";
import { cancel, reschedule } from "./tools/change-booking.ts";
import { confirm, decline } from "./tools/decide.ts";
import { listTypes } from "./tools/event-types.ts";
import { findTimes } from "./tools/find-slots.ts";
import { reassign } from "./tools/reassign.ts";
import * as teamTypes from "./tools/team-event-types.ts";
import { getTeam, listTeams } from "./tools/teams.ts";
import * as status from "./tools/status.ts";
import { wantedTimes } from "./tools/wanted-times.ts";

/** The tools that a key may use, as the protocol lists them. */
export function listTools({ scopes }: Caller["key"]) {
  return tools.filter(({ scope }) => scopes.includes(scope)).map(descriptionOf);
}

function descriptionOf({ name, title, description, scope, input, isDestructive = false }: Tool) {
  const isReading = scope === "read";
  return {
    name,
    title,
    description,
    inputSchema: { ...inputSchema(input, true), type: "object" } as McpTool["inputSchema"],
    annotations: {
      title,
      readOnlyHint: isReading,
      destructiveHint: isDestructive,
      idempotentHint: isReading,
      openWorldHint: false,
    },
  };
}

/** Calls a tool for the host of a key; a field that its schema does not name is refused. */
export async function callTool(
  caller: Caller,
  name: string,
  given: Record<string, unknown> = {},
): Promise<ToolResult> {
  const tool = tools.find((each) => each.name === name);
  if (!tool) return errorResult(words.unknownTool);
  const { scope, input } = tool;
  if (!caller.key.scopes.includes(scope)) return errorResult(format(words.scope, { scope }));
  const unknown = unknownFields(input, given).slice(0, 20);
  if (unknown.length > 0) {
    const fields = Object.fromEntries(unknown.map((each) => [each, "unknown-field"]));
    return refusalResult({ code: "invalid", fields });
  }
  const parsed = parse(input, given);
  if (!parsed.ok) return refusalResult(parsed.refusal);
  try {
    const outcome = await tool.run(caller, parsed.value as never);
    return outcome.ok ? answerResult(outcome.value) : refusalResult(outcome.refusal);
  } catch (error) {
    const refusal = storeRefusalOf(error);
    if (refusal) return refusalResult(refusal);
    const id = caller.app.log.fault("mcp-error", error, { tool: name });
    return errorResult(format(words.fault, { id }));
  }
}

export const tools: readonly Tool[] = [
  listTypes,
  findTimes,
  book,
  bookings.list,
  bookings.get,
  getAnalytics,
  reschedule,
  cancel,
  confirm,
  decline,
  reassign,
  listTeams,
  getTeam,
  teams.create,
  teamTypes.create,
  teamTypes.update,
  teamTypes.del,
  teams.removeMember,
  teams.del,
  wantedTimes,
  status.get,
  status.retry,
];
