/** What the running program may do, composed from its settings: nothing that they do not call for. */
import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { dirname } from "node:path";
import { isRemoteDatabase, type Settings } from "../lib/server/runtime/settings.ts";

/**
 * Networks that nothing on the internet lives in. Deno knows no ranges of IPv6 here; the guard that always holds,
 * for these and those, is `outbound/`.
 */
const privateRanges = [
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "[::1]",
];

/** This machine by yet another name, which no setting ever needs but to listen there. */
const unspecified = ["0.0.0.0/8", "[::]"];

/** Environment variables that the program reads beside its settings. */
const passedOn = ["DENO_KV_ACCESS_TOKEN", "DENO_CERT", "DENO_TLS_CA_STORE", "TZ", "HOME", "PATH"];

/** Flags for `deno run`; `root` is the folder of the program. */
export async function permissionFlags(settings: Settings, root: string): Promise<string[]> {
  const denied = await deniedRanges(settings);
  const database = isRemoteDatabase(settings.dbPath) ? [] : [dirname(settings.dbPath)];
  const folders = [...new Set([settings.dataDir, ...database])];
  return [
    "--no-prompt",
    `--allow-read=${[`${root}/build`, ...folders].join(",")}`,
    `--allow-write=${folders.join(",")}`,
    "--allow-net",
    ...(denied.length > 0 ? [`--deny-net=${denied.join(",")}`] : []),
    // Safe to allow whole: the process is given the variables of `environmentFor` and no others.
    "--allow-env",
    // nodemailer names the machine to the mail server and looks which address families it has.
    "--allow-sys=hostname,networkInterfaces,osRelease,uid,gid",
  ];
}

/** The settings and little else: what the process is not given it cannot tell. */
export function environmentFor(env: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => name.startsWith("INVITO_") || passedOn.includes(name)),
  );
}

/** Private networks that no setting needs. A denial always wins, also over the address that the program listens on. */
export async function deniedRanges(settings: Settings): Promise<string[]> {
  const needed = await addressesOf(settings);
  const isNeeded = (range: string, by: readonly string[]) =>
    by.some((address) => contains(range, address) || contains(address, range));
  return [
    ...unspecified.filter((range) => !isNeeded(range, [settings.listen.hostname])),
    ...(needed === "any" ? [] : privateRanges.filter((range) => !isNeeded(range, needed))),
  ];
}

async function addressesOf(settings: Settings): Promise<string[] | "any"> {
  const { allowPrivateHosts, listen, smtp, oidc } = settings;
  const names = allowPrivateHosts.filter((name) => !name.includes("/") && isIP(name) === 0);
  // A name allowed at home may move to another address tomorrow.
  if (names.some((name) => name !== "localhost")) return "any";
  const hosts = [
    listen.hostname,
    ...names,
    ...(smtp ? [smtp.host] : []),
    ...(oidc ? [new URL(oidc.issuer).hostname.replace(/^\[|\]$/g, "")] : []),
    ...(isRemoteDatabase(settings.dbPath) ? [new URL(settings.dbPath).hostname] : []),
  ];
  const addresses = await Promise.all(hosts.map(resolve));
  const ranges = allowPrivateHosts.filter((name) => !names.includes(name));
  return [...addresses.flat(), ...ranges];
}

/** The addresses of a host now; one that cannot be found today cannot be a private one that is needed. */
async function resolve(host: string): Promise<string[]> {
  if (isIP(host)) return [host];
  try {
    return (await lookup(host, { all: true })).map((found) => found.address);
  } catch (error) {
    console.error(
      `${host} has no address just now: ${error instanceof Error ? error.message : ""}`,
    );
    return [];
  }
}

/** Whether an address or the start of a range lies in another range. */
function contains(range: string, address: string): boolean {
  const [network = "", bits = isIP(network) === 6 ? "128" : "32"] = parts(range);
  const [inner = ""] = parts(address);
  if (isIP(network) !== isIP(inner)) return false;
  const list = new BlockList();
  const family = isIP(network) === 6 ? "ipv6" : "ipv4";
  list.addSubnet(network, Number(bits), family);
  return list.check(inner, family);
}

function parts(range: string): string[] {
  return range.replace(/[[\]]/g, "").split("/");
}
