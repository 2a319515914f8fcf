import type { HostCommand } from "$lib/server/hosts/host-command.ts";
import { HOST_REQUEST_PATH, signHostRequest } from "$lib/server/auth/host-request.ts";
import { testSecret } from "./test-app.ts";

/** Sends a request to the address of commands about hosts. */
export function sendHostRequest(
  address: string,
  body: string,
  more: Record<string, string> = {},
): Promise<Response> {
  return fetch(address + HOST_REQUEST_PATH, {
    method: "POST",
    headers: { "content-type": "text/plain", ...more },
    redirect: "manual",
    body,
  });
}

/** Sends a command as `deno task hosts` does. */
export async function sendHostCommand(address: string, command: HostCommand): Promise<Response> {
  return await sendHostRequest(address, await signHostRequest(testSecret, command, Date.now()));
}

/** Suspends a host of the running program. */
export function suspendAda(address: string): Promise<Response> {
  return sendHostCommand(address, { action: "suspend", username: "ada", reason: "" });
}
