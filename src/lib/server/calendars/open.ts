import type { App } from "../app.ts";
import type { Calendar, Connection } from "./calendar.ts";

/** Opens a connection's account with its provider; nothing is asked of the server yet. */
export function openCalendar(_app: App, _connection: Connection): Promise<Calendar> {
  throw new Error("no calendar provider is built yet");
}
