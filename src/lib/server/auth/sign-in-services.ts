import type { App } from "../app.ts";
import { hashOf } from "../runtime/secrets.ts";
import type { OidcError } from "./oidc-errors.ts";
import type { Claims } from "./issuer-admission.ts";

/** The kinds of services at which hosts sign in; of each one can be set up. */
export const serviceKinds = ["oidc", "github"] as const;

export type ServiceKind = typeof serviceKinds[number];

/** A service at which hosts sign in. */
export interface SignInService {
  kind: ServiceKind;
  /** Its name on buttons. */
  name: string;
  /** What its accounts are known by, together with their id there. */
  issuer: string;
}

/** What a service says of an account. */
export interface ServiceAnswer {
  issuer: string;
  claims: Claims;
  /** Why claims may be missing: the service was asked for more and gave none. */
  withoutUserinfo: OidcError | null;
  /** The ID token, by which the issuer knows its session; null of other services. */
  idToken: string | null;
}

/** The services that are set up; makes no request. */
export function signInServices({ settings: { oidc, github } }: Pick<App, "settings">) {
  const services: SignInService[] = [];
  if (oidc) {
    services.push({ kind: "oidc", name: oidc.name || hostOf(oidc.issuer), issuer: oidc.issuer });
  }
  if (github) services.push({ kind: "github", name: "GitHub", issuer: github.baseUrl });
  return services;
}

/** The service of this kind; undefined when none is set up. */
export function serviceOf(
  app: Pick<App, "settings">,
  kind: ServiceKind,
): SignInService | undefined {
  return signInServices(app).find((service) => service.kind === kind);
}

/** The name of an issuer whose account a host has. */
export function issuerName(app: Pick<App, "settings">, issuer: string): string {
  return signInServices(app).find((service) => service.issuer === issuer)?.name ?? hostOf(issuer);
}

/** The service's id for Auth.js; different for each issuer, so that an answer of one is not accepted for another. */
export async function providerIdOf({ kind, issuer }: Pick<SignInService, "kind" | "issuer">) {
  return `${kind}-${(await hashOf("issuer", issuer)).slice(0, 16)}`;
}

/** Where every service leads back to; which of them is meant stands in the signed intent of the flow. */
export function redirectAddress({ baseUrl }: Pick<App, "baseUrl">): string {
  return `${baseUrl}/auth/callback`;
}

function hostOf(address: string): string {
  return new URL(address).host;
}
