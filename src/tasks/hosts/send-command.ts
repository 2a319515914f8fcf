/** A command for the running program, at the address that it listens on. */
import { commandLine } from "../../lib/i18n/english-only/command-line.ts";
import type { HostCommand, runHostCommand } from "../../lib/server/hosts/host-command.ts";
import { HOST_REQUEST_PATH, signHostRequest } from "../../lib/server/auth/host-request.ts";
import type { Settings } from "../../lib/server/runtime/settings.ts";
import { readSecret, secretError } from "../../lib/server/runtime/secret-file.ts";
import { OperatorError } from "../../lib/server/runtime/operator-error.ts";

const TIMEOUT_MS = 30_000;

/** Sends it signed with the session secret; throws OperatorError where the program does not take it. */
export async function sendCommand(
  settings: Settings,
  { pid, address }: { pid?: number; address?: string },
  command: HostCommand,
): ReturnType<typeof runHostCommand> {
  if (!address) {
    throw new OperatorError(
      `Process ${pid ?? "unknown"} is using ${settings.dataDir} and can’t be asked yet. Try again.`,
    );
  }
  const secret = readSecret(settings);
  if (!secret) throw secretError("missing", settings);
  const response = await ask(address, await signHostRequest(secret, command, Date.now()));
  if (response.status === 200) return await response.json();
  await response.body?.cancel();
  if (response.status === 404) {
    throw new OperatorError(
      `The program at ${address} didn’t accept the command. Run it with the settings of the program: the session secret and the clock must be the same.`,
    );
  }
  const seconds = response.headers.get("retry-after") ?? "30";
  throw new OperatorError(
    `The program at ${address} answered ${response.status}. Try again in ${seconds} seconds.`,
  );
}

async function ask(address: string, body: string): Promise<Response> {
  try {
    return await fetch(address + HOST_REQUEST_PATH, {
      method: "POST",
      headers: { "content-type": "text/plain" },
      redirect: "manual",
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OperatorError(
      `The program at ${address} doesn’t answer (${reason}). If the command was carried out, “${
        commandLine("hosts list")
      }” shows it.`,
    );
  }
}
