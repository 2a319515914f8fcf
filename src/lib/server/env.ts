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
  trustedProxies: number;
  /** Host names or CIDR that calendars and issuers may have on private networks. */
  allowPrivateHosts: string[];
  google: { clientId: string; clientSecret: string; baseUrl: string } | null;
  microsoft: { clientId: string; clientSecret: string; baseUrl: string } | null;
}

/** One wrong setting, in words that say what to do. */
export interface Trouble {
  name: string;
  text: string;
}

export function readSettings(
  _env: Record<string, string | undefined>,
): { settings: Settings } | { troubles: Trouble[] } {
  throw new Error("not built yet");
}
