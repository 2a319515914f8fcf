import * as read from "./setting-values.ts";

/** Settings of the program, parsed once from `INVITO_*` (docs/settings.md). */
export interface Settings {
  /** Without a slash at the end; null uses the listening address. */
  baseUrl: string | null;
  /** 64 hex digits; null is generated into the data folder. */
  sessionSecret: string | null;
  sessionSecretOld: string | null;
  oidc: { issuer: string; clientId: string; clientSecret: string } | null;
  /** Whether a magic link may make a new host. */
  signup: "invited" | "open";
  smtp: {
    host: string;
    port: number;
    user: string;
    password: string;
    from: { name: string; address: string };
  } | null;
  dataDir: string;
  /** A file, or a KV Connect URL. */
  dbPath: string;
  listen: { hostname: string; port: number };
  syncIntervalMs: number;
  bookingTtlMs: number;
  /** Requests that may wait at one host at once: of one guest's address, and of one network; 0 sets no limit. */
  pendingPerGuest: number;
  pendingPerNetwork: number;
  /** Confirmed bookings that may lie ahead at one host before instant types refuse: of one address, of one network; 0 sets no limit. */
  upcomingPerGuest: number;
  upcomingPerNetwork: number;
  /** Emails to one guest's address a UTC day, over all hosts, after which new bookings for it are refused; 0 sets no limit. */
  emailsPerRecipient: number;
  /** How long a booking form must have been open before it is taken. */
  formMs: number;
  trustedProxies: number;
  /** Host names or CIDR that calendars and issuers may have on private networks. */
  allowPrivateHosts: string[];
  /** Our registration at each calendar provider with OAuth, by its name; null where it is not set up. */
  oauthClients: Record<string, OAuthClient | null>;
}

/** A registration at a calendar provider (RFC 6749 §2.2). */
export interface OAuthClient {
  clientId: string;
  clientSecret: string;
  /** Of the provider's API, without a slash at the end. */
  baseUrl: string;
  /** Whose accounts may sign in at Microsoft: `common`, `organizations`, `consumers`, or one directory. */
  tenant?: string;
}

/** What the settings of an OAuth client are when only its id and secret are set. */
export interface OAuthClientDefaults {
  /** The product, as error messages name it. */
  title: string;
  baseUrl: string;
  tenant?: string;
}

/** One wrong setting, in words that say what to do. */
export interface SettingError {
  name: string;
  text: string;
}

const names = [
  "BASE_URL",
  "SESSION_SECRET",
  "SESSION_SECRET_OLD",
  "OIDC_ISSUER",
  "OIDC_CLIENT_ID",
  "OIDC_CLIENT_SECRET",
  "SIGNUP",
  "SMTP_HOST",
  "SMTP_PORT",
  "SMTP_USER",
  "SMTP_PASSWORD",
  "SMTP_FROM",
  "DATA_DIR",
  "DB_PATH",
  "LISTEN_ADDR",
  "SYNC_INTERVAL",
  "BOOKING_TTL",
  "PENDING_PER_GUEST",
  "PENDING_PER_NETWORK",
  "UPCOMING_PER_GUEST",
  "UPCOMING_PER_NETWORK",
  "EMAILS_PER_RECIPIENT",
  "FORM_TIME",
  "TRUSTED_PROXIES",
  "ALLOW_PRIVATE_HOSTS",
];

/** Every setting's name; another `INVITO_` name is a mistake that is reported. */
export function settingNames(oauthClients: Record<string, OAuthClientDefaults>): string[] {
  const ofClients = Object.entries(oauthClients).flatMap(([name, { tenant }]) =>
    ["CLIENT_ID", "CLIENT_SECRET", "BASE_URL", ...tenant === undefined ? [] : ["TENANT"]]
      .map((end) => `${name.toUpperCase()}_${end}`)
  );
  return [...names, ...ofClients].map((name) => `INVITO_${name}`);
}

/** Reads all settings and reports all errors together; an empty variable counts as not set. */
export function readSettings(
  env: Record<string, string | undefined>,
  oauthDefaults: Record<string, OAuthClientDefaults>,
): { settings: Settings } | { troubles: SettingError[] } {
  const troubles: SettingError[] = unknownSettings(env, settingNames(oauthDefaults));
  const has = (name: string) => Boolean(env[`INVITO_${name}`]?.trim());
  const addError = (name: string, text: string) => troubles.push({ name: `INVITO_${name}`, text });

  /** The setting as `parse` understands it, else `otherwise`; a failure becomes a trouble. */
  function readOptional<T, U>(name: string, parse: (text: string) => T, otherwise: U): T | U {
    if (!has(name)) return otherwise;
    try {
      return parse(env[`INVITO_${name}`]!.trim());
    } catch (error) {
      addError(name, `${error instanceof Error ? error.message : error}.`);
      return otherwise;
    }
  }
  const text = (name: string) => readOptional(name, (value) => value, "");
  /** Password-like values keep the blanks that they carry. */
  const secret = (name: string) => has(name) ? env[`INVITO_${name}`]! : "";
  const between = (least: string, most: string) => (value: string) => {
    const ms = read.duration(value);
    if (ms < read.duration(least) || ms > read.duration(most)) {
      throw new Error(`use a duration from ${least} to ${most}`);
    }
    return ms;
  };
  /** Settings that only make sense together: all of them or none. */
  function allOrNone(names: string[], optional: string[], what: string): boolean {
    if (![...names, ...optional].some(has)) return false;
    for (const name of names) {
      if (!has(name)) {
        addError(
          name,
          `is missing. For ${what}, set ${names.map((n) => `INVITO_${n}`).join(", ")}.`,
        );
      }
    }
    return names.every(has);
  }
  function oauthClient(provider: string, usual: OAuthClientDefaults): OAuthClient | null {
    const named = (end: string) => `${provider.toUpperCase()}_${end}`;
    const [id, key] = [named("CLIENT_ID"), named("CLIENT_SECRET")];
    const isComplete = allOrNone([id, key], [named("BASE_URL"), named("TENANT")], usual.title);
    const baseUrl = readOptional(
      named("BASE_URL"),
      (value) => read.webAddress(value).href.replace(/\/$/, ""),
      usual.baseUrl,
    );
    const tenant = usual.tenant && readOptional(named("TENANT"), read.tenant, usual.tenant);
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
    [],
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
    port: readOptional("SMTP_PORT", (value) => read.wholeNumber(value, 1, 65535), 587),
    user: text("SMTP_USER"),
    password: secret("SMTP_PASSWORD"),
    from: readOptional("SMTP_FROM", read.mailbox, { name: "", address: "" }),
  };
  const dataDir = text("DATA_DIR").replace(/(.)\/+$/, "$1") || "./data";
  const dbPath = readOptional("DB_PATH", databasePath, `${dataDir}/invito.db`);
  if (isRemoteDatabase(dbPath)) {
    if (!has("SESSION_SECRET")) {
      addError(
        "SESSION_SECRET",
        "is missing. Programs that share a database need the same secret.",
      );
    }
    if (!env.DENO_KV_ACCESS_TOKEN) {
      troubles.push({
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
      ? { issuer, clientId: text("OIDC_CLIENT_ID"), clientSecret: secret("OIDC_CLIENT_SECRET") }
      : null,
    signup: readOptional("SIGNUP", signupMode, "invited"),
    smtp: hasSmtp ? smtp : null,
    dataDir,
    dbPath,
    listen: readOptional("LISTEN_ADDR", read.listenAddress, { hostname: "0.0.0.0", port: 8080 }),
    syncIntervalMs: readOptional("SYNC_INTERVAL", between("1s", "24h"), 15 * 60_000),
    bookingTtlMs: readOptional("BOOKING_TTL", between("1s", "720h"), 24 * 3_600_000),
    pendingPerGuest: readOptional(
      "PENDING_PER_GUEST",
      (value) => read.wholeNumber(value, 0, 1000),
      5,
    ),
    pendingPerNetwork: readOptional(
      "PENDING_PER_NETWORK",
      (value) => read.wholeNumber(value, 0, 10_000),
      30,
    ),
    upcomingPerGuest: readOptional(
      "UPCOMING_PER_GUEST",
      (value) => read.wholeNumber(value, 0, 1000),
      10,
    ),
    upcomingPerNetwork: readOptional(
      "UPCOMING_PER_NETWORK",
      (value) => read.wholeNumber(value, 0, 10_000),
      60,
    ),
    emailsPerRecipient: readOptional(
      "EMAILS_PER_RECIPIENT",
      (value) => read.wholeNumber(value, 0, 10_000),
      20,
    ),
    formMs: readOptional("FORM_TIME", between("0s", "60s"), 2_000),
    trustedProxies: readOptional("TRUSTED_PROXIES", (value) => read.wholeNumber(value, 0, 10), 0),
    allowPrivateHosts,
    oauthClients: Object.fromEntries(
      Object.entries(oauthDefaults).map(([name, usual]) => [name, oauthClient(name, usual)]),
    ),
  };
  return troubles.length > 0 ? { troubles } : { settings };
}

/** Whether a database path is a KV Connect address instead of a file. */
export function isRemoteDatabase(dbPath: string): boolean {
  return /^https?:\/\//i.test(dbPath);
}

function signupMode(value: string): Settings["signup"] {
  if (value !== "invited" && value !== "open") throw new Error("use invited or open");
  return value;
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

/** An issuer in plain http could be read and changed on the way: only at home, where its host is allowed by name or range. */
function issuerAddress(value: string, allowed: string[]): string {
  const url = read.webAddress(value);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const isAtHome = /^(localhost|127\.[\d.]+|::1)$/.test(host) || allowed.includes(host) ||
    (/^[\d.]+$|:/.test(host) && allowed.some((name) => name.includes("/")));
  if (url.protocol === "http:" && !isAtHome) {
    throw new Error("use an https address, or add its host to INVITO_ALLOW_PRIVATE_HOSTS");
  }
  return value.replace(/\/$/, "") === url.origin ? url.origin : value;
}

function unknownSettings(
  env: Record<string, string | undefined>,
  known: readonly string[],
): SettingError[] {
  return Object.keys(env)
    .filter((name) => /^INVITO_(?!PROVE)/.test(name) && !known.includes(name))
    .map((name) => ({ name, text: "isn’t a setting. See docs/settings.md for the full list." }));
}
