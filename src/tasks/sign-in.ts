/** `deno task sign-in [NAME]`: a fresh one-time link, signed with the secret; the running program is not disturbed. */
import { anyHost, eachHost, getHostByUsername } from "../lib/server/store/hosts.ts";
import { ensureSecret } from "../lib/server/runtime/secret-file.ts";
import { findSecret } from "../lib/server/auth/session-secret.ts";
import { type ConsoleLinkTarget, createConsoleLink } from "../lib/server/auth/console-link.ts";
import { readHolder } from "../process/folder-lock.ts";
import { runTask } from "../process/operator-errors.ts";
import { settingsOrExit } from "./settings-or-exit.ts";
import { StoreMissing, withSnapshot } from "./snapshot.ts";

const GOOD_FOR_MS = 60 * 60_000;
const settings = settingsOrExit();
const [name] = Deno.args;

await runTask(settings, async () => {
  const { who, secret } = await resolveTarget();
  if ("names" in who) {
    console.error(name ? `Host not found: ${name}` : "Usage: deno task sign-in NAME");
    console.error(`Hosts here: ${who.names.sort().slice(0, 50).join(", ")}`);
    Deno.exit(1);
  }
  const token = await createConsoleLink(secret, {
    ...who,
    expiresAt: Date.now() + GOOD_FOR_MS,
  });
  const address = settings.baseUrl ?? readHolder(settings.dataDir)?.address ??
    `http://localhost:${settings.listen.port}`;
  console.log(
    `Sign-in link for ${
      "first" in who ? "the first host" : who.username
    } (works once, within an hour):`,
  );
  console.log(`${address}/auth/verify?token=${token}`);
});

/** Whom the link is for, and the secret to sign it with: made where there is no store that knows one yet. */
async function resolveTarget(): Promise<
  { who: ConsoleLinkTarget | { names: string[] }; secret: string }
> {
  try {
    return await withSnapshot(settings, async (kv) => {
      const secret = await findSecret(settings, kv) ?? ensureSecret(settings);
      return { who: await findTarget(kv), secret };
    });
  } catch (error) {
    if (error instanceof StoreMissing) {
      return { who: { first: true }, secret: ensureSecret(settings) };
    }
    throw error;
  }
}

async function findTarget(kv: Deno.Kv): Promise<ConsoleLinkTarget | { names: string[] }> {
  if (!(await anyHost(kv))) return { first: true };
  if (name && await getHostByUsername(kv, name)) return { username: name };
  const names: string[] = [];
  for await (const host of eachHost(kv)) names.push(host.username);
  return { names };
}
