import type { ServerInit } from "@sveltejs/kit";
import forGuests from "./guests.css?inline";
import forHosts from "./hosts.css?url";
import { oauthClientDefaults } from "$lib/server/calendars/oauth-client-defaults.ts";
import { readSettings } from "$lib/server/runtime/read-settings.ts";
import { findAddress } from "$lib/server/api/nouns.ts";
import { pageStyles } from "$lib/server/http/lean-page.ts";
import { handleUnexpectedError, requestHandler } from "$lib/server/http/request-handler.ts";
import { getRunning, listeningAddress, setRunning } from "$lib/server/startup/runtime-globals.ts";
import { startApp } from "$lib/server/startup/start-app.ts";

/** Starts the app once, when the server is initialized. */
export const init: ServerInit = async () => {
  const result = readSettings(Deno.env.toObject(), oauthClientDefaults);
  if (!("settings" in result)) throw new Error(result.errors.map(({ text }) => text).join("\n"));
  setRunning(await startApp(result.settings, listeningAddress()));
};

export const handle = requestHandler(
  () => {
    const running = getRunning();
    if (!running) throw new Error("the program has not been started");
    return running.app;
  },
  findAddress,
  pageStyles(forGuests, forHosts),
);

export const handleError = handleUnexpectedError;
