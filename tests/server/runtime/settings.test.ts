import assert from "node:assert/strict";
import { DAY } from "$lib/scheduling/durations.ts";
import { oauthClientDefaults } from "$lib/server/calendars/oauth-client-defaults.ts";
import type { Settings } from "$lib/server/runtime/settings.ts";
import { readSettings } from "$lib/server/runtime/read-settings.ts";

const secret = "0123456789abcdef".repeat(4);

function settingsOf(env: Record<string, string>): Settings {
  const read = readSettings(env, oauthClientDefaults);
  assert.ok("settings" in read, JSON.stringify(read));
  return read.settings;
}

function errorNamesOf(env: Record<string, string>): string[] {
  const read = readSettings(env, oauthClientDefaults);
  return "errors" in read ? read.errors.map(({ name }) => name) : [];
}

Deno.test("readSettings requires no variable", () => {
  assert.deepEqual(settingsOf({ PATH: "/usr/bin" }), {
    baseUrl: null,
    sessionSecret: null,
    sessionSecretOld: null,
    oidc: null,
    github: null,
    signup: "invited",
    smtp: null,
    legal: { privacy: null, imprint: null },
    metricsToken: null,
    backupDir: null,
    backupKeep: 7,
    dataDir: "./data",
    dbPath: "./data/invito.db",
    listen: { hostname: "0.0.0.0", port: 8080 },
    syncIntervalMs: 900_000,
    bookingTtlMs: DAY,
    pendingPerGuest: 5,
    pendingPerNetwork: 30,
    upcomingPerGuest: 10,
    upcomingPerNetwork: 60,
    emailsPerRecipient: 20,
    cacheBytes: 16_777_216,
    formMs: 2_000,
    pageMemoryBytes: 16 * 1024 * 1024,
    memoryBytes: null,
    trustedProxies: 0,
    allowPrivateHosts: [],
    oauthClients: { google: null, microsoft: null },
  });
});

Deno.test("readSettings takes an empty variable as not set", () => {
  assert.deepEqual(settingsOf({ INVITO_BASE_URL: "", INVITO_SMTP_HOST: " " }), settingsOf({}));
});

Deno.test("readSettings understands every setting", () => {
  const settings = settingsOf({
    INVITO_BASE_URL: "https://book.example.org/",
    INVITO_SESSION_SECRET: secret.toUpperCase(),
    INVITO_OIDC_ISSUER: "HTTPS://ID.Example.org:443/realms/Home/",
    INVITO_OIDC_CLIENT_ID: "invito",
    INVITO_OIDC_CLIENT_SECRET: " spaced ",
    INVITO_OIDC_NAME: " Beispiel & Söhne ",
    INVITO_OIDC_DOMAINS: "Example.org, @münchen.example",
    INVITO_OIDC_GROUPS: 'staff, board of two,"CN=Staff,OU=x",',
    INVITO_SIGNUP: "open",
    INVITO_SMTP_HOST: "mail.example.org",
    INVITO_SMTP_PORT: "465",
    INVITO_SMTP_USER: "me",
    INVITO_SMTP_PASSWORD: "pw",
    INVITO_SMTP_FROM: "Book me <book@example.org>",
    INVITO_PRIVACY_URL: "HTTPS://Example.org/legal?page=privacy",
    INVITO_IMPRINT_URL: "http://example.org",
    INVITO_METRICS_TOKEN: " abcdef.0123456789-_~+/== ",
    INVITO_DATA_DIR: "/srv/invito/",
    INVITO_BACKUP_DIR: "/mnt/backups/",
    INVITO_BACKUP_KEEP: "30",
    INVITO_LISTEN_ADDR: "[::1]:9000",
    INVITO_SYNC_INTERVAL: "1h30m",
    INVITO_BOOKING_TTL: "90s",
    INVITO_TRUSTED_PROXIES: "2",
    INVITO_ALLOW_PRIVATE_HOSTS: "nas.home, 192.168.0.0/16,fd00::/8",
    INVITO_GOOGLE_CLIENT_ID: "g",
    INVITO_GOOGLE_CLIENT_SECRET: "gs",
    INVITO_MICROSOFT_CLIENT_ID: "m",
    INVITO_MICROSOFT_CLIENT_SECRET: "ms",
    INVITO_MICROSOFT_BASE_URL: "https://graph.example.org/v1.0/",
    INVITO_MICROSOFT_TENANT: "contoso.onmicrosoft.com",
    INVITO_GITHUB_CLIENT_ID: "h",
    INVITO_GITHUB_CLIENT_SECRET: "hs",
  });
  assert.equal(settings.baseUrl, "https://book.example.org");
  assert.equal(settings.sessionSecret, secret);
  assert.equal(settings.oidc?.clientSecret, " spaced ");
  assert.deepEqual(settings.oidc?.domains, ["example.org", "xn--mnchen-3ya.example"]);
  assert.equal(settings.oidc?.issuer, "https://id.example.org/realms/Home/");
  assert.deepEqual(settings.oidc?.groups, ["staff", "board of two", "CN=Staff,OU=x"]);
  assert.equal(settings.oidc?.name, "Beispiel & Söhne");
  assert.deepEqual(settings.github, {
    clientId: "h",
    clientSecret: "hs",
    baseUrl: "https://github.com",
  });
  assert.equal(settings.signup, "open");
  assert.deepEqual(settings.smtp, {
    host: "mail.example.org",
    port: 465,
    user: "me",
    password: "pw",
    from: { name: "Book me", address: "book@example.org" },
  });
  assert.deepEqual(settings.legal, {
    privacy: "https://example.org/legal?page=privacy",
    imprint: "http://example.org/",
  });
  assert.equal(settings.metricsToken, "abcdef.0123456789-_~+/==");
  assert.equal(settings.dbPath, "/srv/invito/invito.db");
  assert.deepEqual([settings.backupDir, settings.backupKeep], ["/mnt/backups", 30]);
  assert.deepEqual(settings.listen, { hostname: "::1", port: 9000 });
  assert.equal(settings.syncIntervalMs, 5_400_000);
  assert.equal(settings.bookingTtlMs, 90_000);
  assert.deepEqual(settings.allowPrivateHosts, ["nas.home", "192.168.0.0/16", "fd00::/8"]);
  assert.equal(settings.oauthClients.google?.baseUrl, "https://www.googleapis.com");
  assert.equal(settings.oauthClients.microsoft?.baseUrl, "https://graph.example.org/v1.0");
  assert.equal(settings.oauthClients.microsoft?.tenant, "contoso.onmicrosoft.com");
});

Deno.test("readSettings accepts any Microsoft account, or one directory by id or domain", () => {
  const client = { INVITO_MICROSOFT_CLIENT_ID: "m", INVITO_MICROSOFT_CLIENT_SECRET: "ms" };
  const tenantOf = (more: Record<string, string>) =>
    settingsOf({ ...client, ...more }).oauthClients.microsoft?.tenant;
  assert.equal(tenantOf({}), "common");
  for (const tenant of ["organizations", "consumers", "6f2b1d0e-9c1c-4f0e-8a35-2d1f7c0b5e11"]) {
    assert.equal(tenantOf({ INVITO_MICROSOFT_TENANT: tenant }), tenant);
  }
  for (const tenant of ["everybody", "../common", "a b", "contoso.com/x"]) {
    const env = { ...client, INVITO_MICROSOFT_TENANT: tenant };
    assert.deepEqual(errorNamesOf(env), ["INVITO_MICROSOFT_TENANT"], tenant);
  }
  assert.deepEqual(errorNamesOf({ INVITO_MICROSOFT_TENANT: "common" }), [
    "INVITO_MICROSOFT_CLIENT_ID",
    "INVITO_MICROSOFT_CLIENT_SECRET",
  ]);
});

Deno.test("readSettings takes GitHub by client and secret, at an address that nobody can listen in on", () => {
  const client = { INVITO_GITHUB_CLIENT_ID: "h", INVITO_GITHUB_CLIENT_SECRET: "hs" };
  const at = (baseUrl: string) => ({ ...client, INVITO_GITHUB_BASE_URL: baseUrl });
  assert.equal(
    settingsOf(at("https://git.example.org/")).github?.baseUrl,
    "https://git.example.org",
  );
  assert.deepEqual(errorNamesOf(at("http://git.example.org")), ["INVITO_GITHUB_BASE_URL"]);
  assert.deepEqual(errorNamesOf({ INVITO_GITHUB_CLIENT_ID: "h" }), ["INVITO_GITHUB_CLIENT_SECRET"]);
  assert.equal(settingsOf(client).signup, "invited", "it decides nothing of who becomes a host");
  assert.deepEqual(errorNamesOf({ ...client, INVITO_SIGNUP: "issuer" }), ["INVITO_SIGNUP"]);
});

Deno.test("readSettings lets an issuer decide who becomes a host, unless something else is said", () => {
  const issuer = {
    INVITO_OIDC_ISSUER: "https://id.example",
    INVITO_OIDC_CLIENT_ID: "a",
    INVITO_OIDC_CLIENT_SECRET: "b",
  };
  assert.equal(settingsOf({}).signup, "invited");
  assert.equal(settingsOf(issuer).signup, "issuer");
  for (const signup of ["invited", "issuer", "open"]) {
    assert.equal(settingsOf({ ...issuer, INVITO_SIGNUP: signup }).signup, signup);
  }
  assert.deepEqual(errorNamesOf({ INVITO_SIGNUP: "issuer" }), ["INVITO_SIGNUP"]);
  for (const domains of ["example", "https://example.org", "a@example.org", ",", "*.example.org"]) {
    const env = { ...issuer, INVITO_OIDC_DOMAINS: domains };
    assert.deepEqual(errorNamesOf(env), ["INVITO_OIDC_DOMAINS"], domains);
  }
  assert.deepEqual(errorNamesOf({ ...issuer, INVITO_OIDC_GROUPS: " , " }), ["INVITO_OIDC_GROUPS"]);
  assert.equal(errorNamesOf({ INVITO_OIDC_GROUPS: "staff" }).length, 3, "they need an issuer");
});

const wrong: Record<string, [Record<string, string>, string[]]> = {
  "a base URL with a path": [{ INVITO_BASE_URL: "https://a.example/book" }, ["INVITO_BASE_URL"]],
  "a base URL without scheme": [{ INVITO_BASE_URL: "book.example.org" }, ["INVITO_BASE_URL"]],
  "a base URL with a password": [{ INVITO_BASE_URL: "https://a:b@c.example" }, ["INVITO_BASE_URL"]],
  "a short secret": [{ INVITO_SESSION_SECRET: "abc" }, ["INVITO_SESSION_SECRET"]],
  "half an issuer": [{ INVITO_OIDC_ISSUER: "https://id.example" }, [
    "INVITO_OIDC_CLIENT_ID",
    "INVITO_OIDC_CLIENT_SECRET",
  ]],
  "an issuer in plain http": [{
    INVITO_OIDC_ISSUER: "http://id.example",
    INVITO_OIDC_CLIENT_ID: "a",
    INVITO_OIDC_CLIENT_SECRET: "b",
  }, ["INVITO_OIDC_ISSUER"]],
  "a mail server without sender": [{ INVITO_SMTP_HOST: "mail.example" }, ["INVITO_SMTP_FROM"]],
  "a sender without mail server": [{ INVITO_SMTP_FROM: "a@b.example" }, ["INVITO_SMTP_HOST"]],
  "a mail user without password": [{
    INVITO_SMTP_HOST: "mail.example",
    INVITO_SMTP_FROM: "a@b.example",
    INVITO_SMTP_USER: "a",
  }, ["INVITO_SMTP_PASSWORD"]],
  "two senders": [{
    INVITO_SMTP_HOST: "mail.example",
    INVITO_SMTP_FROM: "a@b.example, c@d.example",
  }, ["INVITO_SMTP_FROM"]],
  "a mail server as a URL": [{
    INVITO_SMTP_HOST: "smtp://mail.example",
    INVITO_SMTP_FROM: "a@b.example",
  }, ["INVITO_SMTP_HOST"]],
  "a privacy policy without scheme": [{ INVITO_PRIVACY_URL: "example.org/privacy" }, [
    "INVITO_PRIVACY_URL",
  ]],
  "a legal notice that is a script": [{ INVITO_IMPRINT_URL: "javascript:alert(1)" }, [
    "INVITO_IMPRINT_URL",
  ]],
  "a token that can be guessed": [{ INVITO_METRICS_TOKEN: "prometheus" }, ["INVITO_METRICS_TOKEN"]],
  "a token that no header carries": [{ INVITO_METRICS_TOKEN: "a token of several words" }, [
    "INVITO_METRICS_TOKEN",
  ]],
  "port 0 for mail": [{
    INVITO_SMTP_HOST: "mail.example",
    INVITO_SMTP_FROM: "a@b.example",
    INVITO_SMTP_PORT: "0",
  }, ["INVITO_SMTP_PORT"]],
  "a listening address without port": [{ INVITO_LISTEN_ADDR: "127.0.0.1" }, [
    "INVITO_LISTEN_ADDR",
  ]],
  "a port too high": [{ INVITO_LISTEN_ADDR: ":70000" }, ["INVITO_LISTEN_ADDR"]],
  "a duration without unit": [{ INVITO_SYNC_INTERVAL: "15" }, ["INVITO_SYNC_INTERVAL"]],
  "a duration of nothing": [{ INVITO_BOOKING_TTL: "0s" }, ["INVITO_BOOKING_TTL"]],
  "a duration too long": [{ INVITO_SYNC_INTERVAL: "48h" }, ["INVITO_SYNC_INTERVAL"]],
  "a negative count": [{ INVITO_TRUSTED_PROXIES: "-1" }, ["INVITO_TRUSTED_PROXIES"]],
  "an open door of another name": [{ INVITO_SIGNUP: "yes" }, ["INVITO_SIGNUP"]],
  "a range with too many bits": [{ INVITO_ALLOW_PRIVATE_HOSTS: "10.0.0.0/33" }, [
    "INVITO_ALLOW_PRIVATE_HOSTS",
  ]],
  "an address that is none": [{ INVITO_ALLOW_PRIVATE_HOSTS: "10.0.0.300" }, [
    "INVITO_ALLOW_PRIVATE_HOSTS",
  ]],
  "a database of another kind": [{ INVITO_DB_PATH: "postgres://x" }, ["INVITO_DB_PATH"]],
  "a shared database alone": [{ INVITO_DB_PATH: "https://kv.example" }, [
    "INVITO_SESSION_SECRET",
    "DENO_KV_ACCESS_TOKEN",
  ]],
  "a daily backup of a shared database": [{
    INVITO_DB_PATH: "https://kv.example",
    DENO_KV_ACCESS_TOKEN: "token",
    INVITO_SESSION_SECRET: "ab".repeat(32),
    INVITO_BACKUP_DIR: "/mnt",
  }, ["INVITO_BACKUP_DIR"]],
  "to keep no backup": [{ INVITO_BACKUP_KEEP: "0" }, ["INVITO_BACKUP_KEEP"]],
  "half of Google": [{ INVITO_GOOGLE_CLIENT_ID: "a" }, ["INVITO_GOOGLE_CLIENT_SECRET"]],
  "a misspelt name": [{ INVITO_SMPT_HOST: "a" }, ["INVITO_SMPT_HOST"]],
};
for (const [what, [env, names]] of Object.entries(wrong)) {
  Deno.test(`readSettings refuses ${what}`, () => assert.deepEqual(errorNamesOf(env), names));
}

Deno.test("readSettings reports all errors together and says what to do", () => {
  const read = readSettings({
    INVITO_BASE_URL: "nonsense",
    INVITO_LISTEN_ADDR: "x",
    INVITO_BOOKING_TTL: "soon",
  }, oauthClientDefaults);
  assert.ok("errors" in read);
  assert.equal(read.errors.length, 3);
  for (const { text } of read.errors) assert.match(text, /^use .+such as.+\.$/);
});

Deno.test("readSettings allows a local issuer over plain http", () => {
  for (
    const [issuer, allowed] of [
      ["http://127.0.0.1:4000", ""],
      ["http://localhost:4000", ""],
      ["http://id.home:4000", "id.home"],
      ["http://192.168.1.2", "192.168.0.0/16"],
    ] as const
  ) {
    settingsOf({
      INVITO_OIDC_ISSUER: issuer,
      INVITO_OIDC_CLIENT_ID: "a",
      INVITO_OIDC_CLIENT_SECRET: "b",
      INVITO_ALLOW_PRIVATE_HOSTS: allowed,
    });
  }
});
