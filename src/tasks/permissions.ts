/** Deno permissions of the running program, only as wide as its settings require. */
import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { dirname } from "node:path";
import { isRemoteDatabase, type Settings } from "../lib/server/runtime/settings.ts";

/** Private networks. Deno supports no IPv6 ranges here; `outbound/` checks every address in any case. */
const privateRanges = [
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "[::1]",
];

/** Unspecified addresses, which reach this machine; only needed for listening. */
const unspecified = ["0.0.0.0/8", "[::]"];

/** Environment variables passed on besides the settings. */
const passedOn = [
  "DENO_KV_ACCESS_TOKEN",
  "DENO_CERT",
  "DENO_TLS_CA_STORE",
  "DENO_DIR",
  "HOME",
  "PATH",
  "COMMAND_PREFIX",
];

/** Permission flags for `deno run`; `root` is the project folder. */
export async function permissionFlags(settings: Settings, root: string): Promise<string[]> {
  const denied = await deniedRanges(settings);
  const database = isRemoteDatabase(settings.dbPath) ? [] : [dirname(settings.dbPath)];
  const backups = settings.backupDir ? [settings.backupDir] : [];
  const folders = [...new Set([settings.dataDir, ...database, ...backups])];
  return [
    "--no-prompt",
    `--allow-read=${[`${root}/build`, ...folders].join(",")}`,
    `--allow-write=${folders.join(",")}`,
    "--allow-net",
    ...(denied.length > 0 ? [`--deny-net=${denied.join(",")}`] : []),
    // Safe, because the process gets only the variables of `environmentFor`.
    "--allow-env",
    // nodemailer sends the host name to the mail server and checks the address families.
    "--allow-sys=hostname,networkInterfaces,osRelease,uid,gid",
  ];
}

/**
 * The environment of the process: the settings and a few variables. Its clock is in UTC, wherever the machine is, and Deno
 * asks nobody for a newer version of itself.
 */
export function environmentFor(env: Record<string, string>): Record<string, string> {
  const own = Object.entries(env).filter(([name]) =>
    name.startsWith("INVITO_") || passedOn.includes(name)
  );
  // The library of public holidays counts days in the zone of the process.
  return {
    ...Object.fromEntries(own),
    ...telemetryOf(env),
    TZ: "UTC",
    DENO_NO_UPDATE_CHECK: "1",
  };
}

/** OpenTelemetry's variables where Deno's switch is on. Attributes of spans are addresses, some with a secret: none leaves. */
function telemetryOf(env: Record<string, string>): Record<string, string> {
  if (env.OTEL_DENO !== "true") return {};
  const own = Object.entries(env).filter(([name]) => name.startsWith("OTEL_"));
  return {
    OTEL_SERVICE_NAME: "invito",
    ...Object.fromEntries(own),
    OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: "0",
    OTEL_SPAN_EVENT_COUNT_LIMIT: "0",
  };
}

/** Private networks that no setting requires. A denial also wins over the listening address. */
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
  // An allowed private host name may change its address.
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

/** The current addresses of a host; empty when it cannot be resolved. */
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
