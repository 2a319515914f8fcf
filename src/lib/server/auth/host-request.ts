/** A command about a host, as `deno task hosts` sends it to the running program: signed with the session secret. */
import { MINUTE } from "$lib/scheduling/durations.ts";
import { parse } from "$lib/scheduling/parse.ts";
import type { App } from "../app.ts";
import { HostCommand } from "../hosts/host-command.ts";
import { hashOf } from "../runtime/secrets.ts";
import { markLinkUsed } from "../store/magic-links.ts";
import { openSealer } from "./sealing.ts";
import { readToken, signToken } from "./signed-token.ts";

/** Where the program takes it. */
export const HOST_REQUEST_PATH = "/operator/hosts";

const purpose = "host command";
const VALID_FOR_MS = MINUTE;
/** A reason of 500 characters of any script fits. */
const MAX_LENGTH = 8_000;

/** The body of a request: it works once, within a minute, and the signature covers all of it. */
export function signHostRequest(
  secretHex: string,
  command: HostCommand,
  now: number,
): Promise<string> {
  const sealer = openSealer(secretHex, null);
  return signToken(sealer, { command, expiresAt: now + VALID_FOR_MS }, purpose);
}

/** The command of a request, which is used up; null for one that is not signed, too old, or used. */
export async function takeHostRequest(app: App, body: string): Promise<HostCommand | null> {
  if (body.length > MAX_LENGTH) return null;
  const token = await readToken<{ command: unknown }>(app.sealer, body, purpose);
  if (!token || token.expiresAt <= app.now()) return null;
  const command = parse(HostCommand, token.command);
  if (!command.ok) return null;
  const hash = await hashOf("signed link", token.nonce);
  const isFirst = await markLinkUsed(app.kv, hash, token.expiresAt, app.now());
  return isFirst ? command.value : null;
}
