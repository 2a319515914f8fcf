/** `deno task sign-in [NAME]`: a fresh one-time link, signed with the secret; the running program is not disturbed. */
import { anyHost, eachHost, getHostByUsername } from "../lib/server/store/hosts.ts";
import { keepSecret } from "../lib/server/secret-file.ts";
import { findSecret } from "../lib/server/session-secret.ts";
import { type LinkFor, signInLink } from "../lib/server/sign-in-link.ts";
import { holderOf } from "../process/folder-lock.ts";
import { orTell } from "../process/telling.ts";
import { settingsOrExit } from "./settings.ts";
import { NoStore, withSnapshot } from "./snapshot.ts";

const GOOD_FOR_MS = 60 * 60_000;
const settings = settingsOrExit();
const [name] = Deno.args;

await orTell(settings, async () => {
  const { who, secret } = await whom();
  if ("names" in who) {
    console.error(name ? `There is no host “${name}”.` : "Say for whom: deno task sign-in NAME");
    console.error(`Hosts here: ${who.names.sort().slice(0, 50).join(", ")}`);
    Deno.exit(1);
  }
  const token = await signInLink(secret, {
    ...who,
    expiresAt: Date.now() + GOOD_FOR_MS,
  });
  const address = settings.baseUrl ?? holderOf(settings.dataDir)?.address ??
    `http://localhost:${settings.listen.port}`;
  console.log(`Good once, for an hour, for ${"first" in who ? "the first host" : who.username}:`);
  console.log(`${address}/auth/verify?token=${token}`);
});

/** Whom the link is for, and the secret to sign it with: made where there is no store that knows one yet. */
async function whom(): Promise<{ who: LinkFor | { names: string[] }; secret: string }> {
  try {
    return await withSnapshot(settings, async (kv) => {
      const secret = await findSecret(settings, kv) ?? keepSecret(settings);
      return { who: await knownAs(kv), secret };
    });
  } catch (error) {
    if (error instanceof NoStore) return { who: { first: true }, secret: keepSecret(settings) };
    throw error;
  }
}

async function knownAs(kv: Deno.Kv): Promise<LinkFor | { names: string[] }> {
  if (!(await anyHost(kv))) return { first: true };
  if (name && await getHostByUsername(kv, name)) return { username: name };
  const names: string[] = [];
  for await (const host of eachHost(kv)) names.push(host.username);
  return { names };
}
