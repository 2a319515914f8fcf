import * as v from "valibot";
import { asciiDomain, EmailAddress } from "$lib/scheduling/email-address.ts";
import type { App } from "../app.ts";
import type { Settings } from "../runtime/settings.ts";
import { listIdentities } from "../store/identities.ts";

/** An issuer's claims about a user; only `sub` is required, other invalid claims are ignored. */
export const Claims = v.object({
  sub: v.pipe(v.string(), v.minLength(1), v.maxLength(1000)),
  name: v.fallback(v.optional(v.string()), undefined),
  preferred_username: v.fallback(v.optional(v.string()), undefined),
  email: v.fallback(v.optional(EmailAddress), undefined),
  email_verified: v.fallback(
    v.optional(v.union([v.boolean(), v.pipe(v.literal("true"), v.transform(() => true))])),
    undefined,
  ),
  zoneinfo: v.fallback(v.optional(v.string()), undefined),
  /** The domain of a Google organization. */
  hd: v.fallback(v.optional(v.string()), undefined),
  groups: v.fallback(
    v.optional(v.union([
      v.pipe(v.string(), v.transform((group) => [group])),
      v.pipe(
        v.array(v.unknown()),
        v.transform((all) => all.filter((one) => typeof one === "string")),
      ),
    ])),
    undefined,
  ),
});

export type Claims = v.InferOutput<typeof Claims>;

const GOOGLE = "https://accounts.google.com";
const googleDomains = new Set(["gmail.com", "googlemail.com"]);

type Oidc = NonNullable<Settings["oidc"]>;

/** Whether the settings name domains or groups whose people alone may sign in with the issuer. */
export function isRestricted({ domains, groups }: Oidc): boolean {
  return domains.length > 0 || groups.length > 0;
}

/** Whether whom these claims describe may sign in: of one of the domains and in one of the groups that are set. */
export function isAdmitted({ issuer, domains, groups }: Oidc, claims: Claims): boolean {
  const ofEmail = claims.email_verified === true ? claims.email?.split("@").at(-1) : undefined;
  // Google has looked once at an address of another provider; it manages only those of `hd` and its own.
  const isManaged = ofEmail !== undefined && (issuer !== GOOGLE || googleDomains.has(ofEmail));
  const own = [isManaged ? ofEmail : null, claims.hd ? asciiDomain(claims.hd) : null];
  return (domains.length === 0 || own.some((domain) => domain && domains.includes(domain))) &&
    (groups.length === 0 || groups.some((group) => claims.groups?.includes(group)));
}

/** Whether a host may not sign in by email, where only the issuer knows if they still may. */
export async function mustUseIssuer({ kv, settings }: App, hostId: string): Promise<boolean> {
  const { oidc } = settings;
  if (!oidc || !isRestricted(oidc)) return false;
  return (await listIdentities(kv, hostId)).some(({ issuer }) => issuer === oidc.issuer);
}

/** Issuers where anybody can get an account. */
const publicHosts = new Set([
  "accounts.google.com",
  "api.login.yahoo.com",
  "appleid.apple.com",
  "gitlab.com",
  "id.twitch.tv",
  "orcid.org",
  "slack.com",
  "www.facebook.com",
  "www.linkedin.com",
]);

/** Entra's addresses for every directory, and the directory of personal accounts. */
const publicTenants = /^\/(common|organizations|consumers|9188040d-6c67-4c5b-b112-36a304b66dad)\b/i;

/** Whether everybody with an account at a public issuer can become a host here. */
export function isOpenToAll({ oidc, signup }: Pick<Settings, "oidc" | "signup">): boolean {
  if (!oidc || isRestricted(oidc) || signup === "invited") return false;
  const { hostname, pathname } = new URL(oidc.issuer);
  return publicHosts.has(hostname) ||
    /^(login\.(partner\.)?microsoftonline\.\w+|sts\.windows\.net)$/.test(hostname) &&
      publicTenants.test(pathname);
}

/** Says in the log that everybody with an account at the issuer can become a host. */
export function warnIfOpenToAll({ settings, log }: Pick<App, "settings" | "log">): void {
  if (!settings.oidc || !isOpenToAll(settings)) return;
  log.warn("issuer-open-to-all", { issuer: settings.oidc.issuer, hint: openToAllHint });
}

/** What an operator can do where everybody with an account at the issuer can become a host. */
export const openToAllHint =
  "Set INVITO_OIDC_DOMAINS, INVITO_OIDC_GROUPS or INVITO_SIGNUP=invited.";
