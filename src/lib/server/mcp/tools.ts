/** Every tool of the MCP server. */
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
import type { Tool } from "./tool.ts";

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
