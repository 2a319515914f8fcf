import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import * as read from "./setting-values.ts";
import {
  isRemoteDatabase,
  type OAuthClient,
  type OAuthClientDefaults,
  type SettingError,
  type Settings,
} from "./settings.ts";

const MEGABYTE = 1024 * 1024;

const names = [
  "BASE_URL",
  "SESSION_SECRET",
  "SESSION_SECRET_OLD",
  "OIDC_ISSUER",
  "OIDC_CLIENT_ID",
  "OIDC_CLIENT_SECRET",
  "OIDC_NAME",
  "OIDC_DOMAINS",
  "OIDC_GROUPS",
  "SIGNUP",
  "SMTP_HOST",
  "SMTP_PORT",
  "SMTP_USER",
  "SMTP_PASSWORD",
  "SMTP_FROM",
  "PRIVACY_URL",
  "IMPRINT_URL",
  "METRICS_TOKEN",
  "DATA_DIR",
  "DB_PATH",
  "BACKUP_DIR",
  "BACKUP_KEEP",
  "LISTEN_ADDR",
  "SYNC_INTERVAL",
  "BOOKING_TTL",
  "PENDING_PER_GUEST",
  "PENDING_PER_NETWORK",
  "UPCOMING_PER_GUEST",
  "UPCOMING_PER_NETWORK",
  "EMAILS_PER_RECIPIENT",
  "FORM_TIME",
  "CACHE_SIZE",
  "PAGE_MEMORY",
  "MEMORY",
  "TRUSTED_PROXIES",
  "ALLOW_PRIVATE_HOSTS",
];

/** GitHub signs people in, and has no calendar. */
const github: OAuthClientDefaults = {
  title: "signing in with GitHub",
  baseUrl: "https://github.com",
};

/** The names of all settings; other names with the prefix `INVITO_` are reported as errors. */
export function settingNames(oauthClients: Record<string, OAuthClientDefaults>): string[] {
  const ofOAuthClients = Object.entries({ ...oauthClients, github }).flatMap(([name, { tenant }]) =>
    ["CLIENT_ID", "CLIENT_SECRET", "BASE_URL", ...tenant === undefined ? [] : ["TENANT"]]
      .map((end) => `${name.toUpperCase()}_${end}`)
  );
  return [...names, ...ofOAuthClients].map((name) => `INVITO_${name}`);
}

/** Reads all settings and reports all errors together; an empty variable counts as not set. */
export function readSettings(
  env: Record<string, string | undefined>,
  oauthDefaults: Record<string, OAuthClientDefaults>,
): { settings: Settings } | { errors: SettingError[] } {
  const errors: SettingError[] = unknownSettings(env, settingNames(oauthDefaults));
  const isSet = (name: string) => Boolean(env[`INVITO_${name}`]?.trim());
  const addError = (name: string, text: string) => errors.push({ name: `INVITO_${name}`, text });

  /** The parsed setting, `fallback` when it is not set or invalid; the error is recorded. */
  function readOptional<T, U>(name: string, parse: (text: string) => T, fallback: U): T | U {
    if (!isSet(name)) return fallback;
    try {
      return parse(env[`INVITO_${name}`]!.trim());
    } catch (error) {
      addError(name, `${error instanceof Error ? error.message : error}.`);
      return fallback;
    }
  }
  const text = (name: string) => readOptional(name, (value) => value, "");
  /** Secrets are not trimmed. */
  const secret = (name: string) => isSet(name) ? env[`INVITO_${name}`]! : "";
  const whole = (min: number, max: number) => (value: string) => read.wholeNumber(value, min, max);
  const between = (min: string, max: string) => (value: string) => {
    const ms = read.duration(value);
    if (ms < read.duration(min) || ms > read.duration(max)) {
      throw new Error(`use a duration from ${min} to ${max}`);
    }
    return ms;
  };
  /** Settings that are only valid together; true when all are set. */
  function allOrNone(names: string[], optional: string[], what: string): boolean {
    if (![...names, ...optional].some(isSet)) return false;
    for (const name of names) {
      if (isSet(name)) continue;
      addError(name, `is missing. For ${what}, set ${names.map((n) => `INVITO_${n}`).join(", ")}.`);
    }
    return names.every(isSet);
  }
  function oauthClient(
    provider: string,
    defaults: OAuthClientDefaults,
    address = (value: string) => read.webAddress(value).href,
  ): OAuthClient | null {
    const nameOf = (end: string) => `${provider.toUpperCase()}_${end}`;
    const [id, key] = [nameOf("CLIENT_ID"), nameOf("CLIENT_SECRET")];
    const isComplete = allOrNone([id, key], [nameOf("BASE_URL"), nameOf("TENANT")], defaults.title);
    const baseUrl = readOptional(
      nameOf("BASE_URL"),
      (value) => address(value).replace(/\/$/, ""),
      defaults.baseUrl,
    );
    const tenant = defaults.tenant && readOptional(nameOf("TENANT"), read.tenant, defaults.tenant);
    if (!isComplete) return null;
    return {
      clientId: text(id),
      clientSecret: secret(key),
      baseUrl,
      ...(tenant === undefined ? {} : { tenant }),
    };
  }

  const allowPrivateHosts = readOptional("ALLOW_PRIVATE_HOSTS", read.hostsOrRanges, []);
  const hasOidc = allOrNone(
    ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"],
    ["OIDC_NAME", "OIDC_DOMAINS", "OIDC_GROUPS"],
    "signing in with OpenID Connect",
  );
  const issuer = readOptional(
    "OIDC_ISSUER",
    (value) => issuerAddress(value, allowPrivateHosts),
    "",
  );
  const hasSmtp = allOrNone(
    ["SMTP_HOST", "SMTP_FROM"],
    ["SMTP_PORT", "SMTP_USER", "SMTP_PASSWORD"],
    "sending email",
  );
  allOrNone(["SMTP_USER", "SMTP_PASSWORD"], [], "signing in at the mail server");
  const smtp = {
    host: readOptional("SMTP_HOST", hostName, ""),
    port: readOptional("SMTP_PORT", whole(1, 65535), 587),
    user: text("SMTP_USER"),
    password: secret("SMTP_PASSWORD"),
    from: readOptional("SMTP_FROM", read.mailbox, { name: "", address: "" }),
  };
  const folder = (name: string) => text(name).replace(/(.)\/+$/, "$1");
  const dataDir = folder("DATA_DIR") || "./data";
  const dbPath = readOptional("DB_PATH", databasePath, `${dataDir}/invito.db`);
  if (isRemoteDatabase(dbPath)) {
    if (!isSet("SESSION_SECRET")) {
      addError(
        "SESSION_SECRET",
        "is missing. Programs that share a database need the same secret.",
      );
    }
    if (isSet("BACKUP_DIR")) {
      addError(
        "BACKUP_DIR",
        "works with a database file only. Back up the database server’s own file, or run the command “backup” each day.",
      );
    }
    if (!env.DENO_KV_ACCESS_TOKEN) {
      errors.push({
        name: "DENO_KV_ACCESS_TOKEN",
        text: "is missing. The database at INVITO_DB_PATH requires it.",
      });
    }
  }
  const settings: Settings = {
    baseUrl: readOptional("BASE_URL", read.origin, null),
    sessionSecret: readOptional("SESSION_SECRET", read.hex64, null),
    sessionSecretOld: readOptional("SESSION_SECRET_OLD", read.hex64, null),
    oidc: hasOidc
      ? {
        issuer,
        name: readOptional("OIDC_NAME", read.displayName, ""),
        clientId: text("OIDC_CLIENT_ID"),
        clientSecret: secret("OIDC_CLIENT_SECRET"),
        domains: readOptional("OIDC_DOMAINS", read.domains, []),
        groups: readOptional("OIDC_GROUPS", read.groups, []),
      }
      : null,
    github: oauthClient("github", github, (value) => issuerAddress(value, allowPrivateHosts)),
    signup: readOptional(
      "SIGNUP",
      (value) => signupMode(value, isSet("OIDC_ISSUER")),
      hasOidc ? "issuer" : "invited",
    ),
    smtp: hasSmtp ? smtp : null,
    legal: {
      privacy: readOptional("PRIVACY_URL", webPage, null),
      imprint: readOptional("IMPRINT_URL", webPage, null),
    },
    metricsToken: readOptional("METRICS_TOKEN", read.bearerToken, null),
    dataDir,
    dbPath,
    backupDir: folder("BACKUP_DIR") || null,
    backupKeep: readOptional("BACKUP_KEEP", whole(1, 1000), 7),
    listen: readOptional("LISTEN_ADDR", read.listenAddress, { hostname: "0.0.0.0", port: 8080 }),
    syncIntervalMs: readOptional("SYNC_INTERVAL", between("1s", "24h"), 15 * MINUTE),
    bookingTtlMs: readOptional("BOOKING_TTL", between("1s", "720h"), DAY),
    pendingPerGuest: readOptional("PENDING_PER_GUEST", whole(0, 1000), 5),
    pendingPerNetwork: readOptional("PENDING_PER_NETWORK", whole(0, 10_000), 30),
    upcomingPerGuest: readOptional("UPCOMING_PER_GUEST", whole(0, 1000), 10),
    upcomingPerNetwork: readOptional("UPCOMING_PER_NETWORK", whole(0, 10_000), 60),
    emailsPerRecipient: readOptional("EMAILS_PER_RECIPIENT", whole(0, 10_000), 20),
    cacheBytes: readOptional("CACHE_SIZE", whole(0, 4_096), 16) * MEGABYTE,
    formMs: readOptional("FORM_TIME", between("0s", "60s"), 2_000),
    pageMemoryBytes: readOptional("PAGE_MEMORY", whole(0, 1024), 16) * MEGABYTE,
    memoryBytes: readOptional("MEMORY", (text) => whole(64, 1_048_576)(text) * MEGABYTE, null),
    trustedProxies: readOptional("TRUSTED_PROXIES", whole(0, 10), 0),
    allowPrivateHosts,
    oauthClients: Object.fromEntries(
      Object.entries(oauthDefaults).map(([name, defaults]) => [name, oauthClient(name, defaults)]),
    ),
  };
  return errors.length > 0 ? { errors } : { settings };
}

function signupMode(value: string, hasIssuer: boolean): Settings["signup"] {
  if (value !== "invited" && value !== "issuer" && value !== "open") {
    throw new Error("use invited, issuer or open");
  }
  if (value === "issuer" && !hasIssuer) throw new Error("issuer needs INVITO_OIDC_ISSUER");
  return value;
}

/** The address of a page on the web, as it is linked. */
function webPage(value: string): string {
  return read.webAddress(value).href;
}

function hostName(value: string): string {
  if (!/^[a-z0-9_.:-]{1,253}$/i.test(value)) {
    throw new Error("use only the mail server’s name, such as mail.example.org");
  }
  return value;
}

function databasePath(value: string): string {
  if (isRemoteDatabase(value)) return read.webAddress(value).href.replace(/\/$/, "");
  if (value.includes("://")) {
    throw new Error("use a file path, or the http(s) address of a KV Connect server");
  }
  return value;
}

/** Plain http is allowed only for localhost and hosts allowed by name or range, as it can be read and changed in transit. */
function issuerAddress(value: string, allowed: string[]): string {
  const url = read.webAddress(value);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const isPrivate = /^(localhost|127\.[\d.]+|::1)$/.test(host) || allowed.includes(host) ||
    (/^[\d.]+$|:/.test(host) && allowed.some((name) => name.includes("/")));
  if (url.protocol === "http:" && !isPrivate) {
    throw new Error("use an https address, or add its host to INVITO_ALLOW_PRIVATE_HOSTS");
  }
  // The origin as URLs write it, since accounts are known by the issuer and its subject; the rest is as the issuer says.
  const rest = value.replace(/^[^:]*:\/\/[^/?#]*/, "");
  return url.origin + (rest === "/" ? "" : rest);
}

function unknownSettings(
  env: Record<string, string | undefined>,
  known: readonly string[],
): SettingError[] {
  return Object.keys(env)
    .filter((name) => /^INVITO_(?!PROVE)/.test(name) && !known.includes(name))
    .map((name) => ({ name, text: "isn’t a setting. See docs/settings.md for the full list." }));
}
