/** `deno task sign-in [NAME]`: prints a new single-use link signed with the secret, also while the program runs. */
import { anyHost, eachHost, getHostByUsername } from "../lib/server/store/hosts.ts";
import { keys } from "../lib/server/kv/keys.ts";
import { ensureSecret } from "../lib/server/runtime/secret-file.ts";
import { findSecret } from "../lib/server/auth/session-secret.ts";
import { type ConsoleLinkTarget, createConsoleLink } from "../lib/server/auth/console-link.ts";
import { readHolder } from "../process/folder-lock.ts";
import { runTask } from "../process/operator-errors.ts";
import { commandArgs, exitWithUsage, usageOf } from "./commands.ts";
import { commandLine } from "../lib/i18n/english-only/command-line.ts";
import { OperatorError } from "../lib/server/runtime/operator-error.ts";
import { isActive, isClosed } from "../lib/scheduling/host.ts";
import { settingsOrExit } from "./settings-or-exit.ts";
import { StoreMissing } from "../lib/server/backups/copy-store.ts";
import { withSnapshot } from "./snapshot.ts";
import { HOUR } from "../lib/scheduling/durations.ts";

const VALID_FOR_MS = HOUR;
const [name, ...rest] = commandArgs;
if (rest.length > 0 || name?.startsWith("-")) exitWithUsage("sign-in");
const settings = settingsOrExit();

await runTask(settings, async () => {
  const { target, secret } = await resolveTarget();
  if ("names" in target) {
    console.error(name ? `Host not found: ${name}` : `Usage: ${usageOf("sign-in")}`);
    console.error(`Hosts here: ${target.names.sort().slice(0, 50).join(", ")}`);
    Deno.exit(1);
  }
  const token = await createConsoleLink(secret, {
    ...target,
    expiresAt: Date.now() + VALID_FOR_MS,
  });
  const address = settings.baseUrl ?? readHolder(settings.dataDir)?.address ??
    `http://localhost:${settings.listen.port}`;
  console.log(
    `Sign-in link for ${
      "first" in target ? "the first host" : target.username
    } (works once, within an hour):`,
  );
  console.log(`${address}/auth/verify?token=${token}`);
});

/** Whom the link signs in, and the secret to sign it with, created when there is no store yet. */
async function resolveTarget(): Promise<
  { target: ConsoleLinkTarget | { names: string[] }; secret: string }
> {
  try {
    return await withSnapshot(settings, async (kv) => {
      const secret = await findSecret(settings, kv) ?? ensureSecret(settings);
      return { target: await findTarget(kv), secret };
    }, { only: [keys.sealingKeys(), keys.usernames(), keys.hosts()] });
  } catch (error) {
    if (error instanceof StoreMissing) {
      return { target: { first: true }, secret: ensureSecret(settings) };
    }
    throw error;
  }
}

async function findTarget(kv: Deno.Kv): Promise<ConsoleLinkTarget | { names: string[] }> {
  if (!(await anyHost(kv))) return { first: true };
  const host = name && await getHostByUsername(kv, name.toLowerCase());
  if (host && !isActive(host)) {
    const resume = commandLine(`hosts resume ${host.username}`);
    throw new OperatorError(`${host.username} is suspended. To undo it: ${resume}`);
  }
  if (host) return { username: host.username };
  const names: string[] = [];
  for await (const each of eachHost(kv)) if (!isClosed(each)) names.push(each.username);
  return { names };
}
