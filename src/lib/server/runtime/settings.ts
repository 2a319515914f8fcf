/** Settings of the program, read once from `INVITO_*` (docs/settings.md) by `read-settings.ts`. */
export interface Settings {
  /** Without a trailing slash; null uses the listening address. */
  baseUrl: string | null;
  /** 64 hex digits; null means that one is generated in the data folder. */
  sessionSecret: string | null;
  sessionSecretOld: string | null;
  oidc: {
    issuer: string;
    /** Its name on pages; empty for its host. */
    name: string;
    clientId: string;
    clientSecret: string;
    /** Domains and groups whose people alone may sign in; empty for everybody whom the issuer lets in. */
    domains: string[];
    groups: string[];
  } | null;
  /** The OAuth app of signing in with GitHub; its base URL is that of the pages. */
  github: OAuthClient | null;
  /** Who becomes a host without an invitation: nobody, whom the issuer confirms, or with any email address as well. */
  signup: "invited" | "issuer" | "open";
  smtp: {
    host: string;
    port: number;
    user: string;
    password: string;
    from: { name: string; address: string };
  } | null;
  /** The operator's privacy policy and legal notice, linked on guests' pages and in emails; null for none. */
  legal: { privacy: string | null; imprint: string | null };
  /** What reads `/metrics`; null closes it. */
  metricsToken: string | null;
  dataDir: string;
  /** A file path or a KV Connect URL. */
  dbPath: string;
  /** The folder of the daily backups; null for none. */
  backupDir: string | null;
  /** How many daily backups are kept. */
  backupKeep: number;
  listen: { hostname: string; port: number };
  syncIntervalMs: number;
  bookingTtlMs: number;
  /** Limits of pending requests to one host, by guest address and by network; 0 sets no limit. */
  pendingPerGuest: number;
  pendingPerNetwork: number;
  /**
   * Limits of upcoming confirmed bookings with one host before instant types refuse, by guest address and by network;
   * 0 sets no limit.
   */
  upcomingPerGuest: number;
  upcomingPerNetwork: number;
  /** Emails to one guest's address per UTC day, by all hosts, after which new bookings are refused; 0 sets no limit. */
  emailsPerRecipient: number;
  /** How much is kept in memory of what the store has of hosts; 0 keeps nothing. */
  cacheBytes: number;
  /** Minimum time between opening and submitting a booking form, ms. */
  formMs: number;
  /** How much memory kept pages may take; 0 keeps none. */
  pageMemoryBytes: number;
  /** How much memory the program may count with; null for what the machine or its container has. */
  memoryBytes: number | null;
  trustedProxies: number;
  /** Host names or CIDR ranges on private networks that calendars and issuers may use. */
  allowPrivateHosts: string[];
  /** The OAuth client at each calendar provider, by its name; null when not configured. */
  oauthClients: Record<string, OAuthClient | null>;
}

/** A registered OAuth client (RFC 6749 §2.2). */
export interface OAuthClient {
  clientId: string;
  clientSecret: string;
  /** Base URL of the provider's API, without a trailing slash. */
  baseUrl: string;
  /** Microsoft tenant: `common`, `organizations`, `consumers`, or one directory. */
  tenant?: string;
}

/** Defaults of an OAuth client's optional settings. */
export interface OAuthClientDefaults {
  /** The provider's name in error messages. */
  title: string;
  baseUrl: string;
  tenant?: string;
}

/** An invalid setting and how to correct it. */
export interface SettingError {
  name: string;
  text: string;
}

/** Whether a database path is a KV Connect address instead of a file. */
export function isRemoteDatabase(dbPath: string): boolean {
  return /^https?:\/\//i.test(dbPath);
}
