import type { ServerInit } from "@sveltejs/kit";
import { readSettings } from "$lib/server/env.ts";
import { guarding, handleFault } from "$lib/server/guarding.ts";
import { getRunning, listeningAddress, setRunning } from "$lib/server/handover.ts";
import { startApp } from "$lib/server/start.ts";

/** Starts the program once, behind the first page. */
export const init: ServerInit = async () => {
  const read = readSettings(Deno.env.toObject());
  if (!("settings" in read)) throw new Error(read.troubles.map(({ text }) => text).join("\n"));
  setRunning(await startApp(read.settings, listeningAddress()));
};

export const handle = guarding(() => {
  const running = getRunning();
  if (!running) throw new Error("the program has not been started");
  return running.app;
});

export const handleError = handleFault;
