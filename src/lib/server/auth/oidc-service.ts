import { customFetch } from "@auth/core";
import type { AuthorizationServer } from "oauth4webapi";
import * as v from "valibot";
import type { App } from "../app.ts";
import type { OpenService, Tokens } from "./auth-js.ts";
import { Claims } from "./issuer-admission.ts";
import { DISCOVERY_PATH, readIssuer } from "./issuer-discovery.ts";
import { toOidcError } from "./oidc-errors.ts";
import { providerIdOf, type ServiceAnswer, type SignInService } from "./sign-in-services.ts";
import { joinClaims, readUserinfo } from "./userinfo.ts";

type Oidc = NonNullable<App["settings"]["oidc"]>;

/** The OpenID Connect issuer, by its discovery document; throws IssuerError. */
export async function openIssuer(app: App, service: SignInService): Promise<OpenService> {
  const oidc = app.settings.oidc!;
  const issuer = await readIssuer(app);
  return {
    ...service,
    tokenEndpoint: issuer.token_endpoint!,
    provider: async (fetch, redirect_uri) => ({
      id: await providerIdOf(service),
      name: service.name,
      type: "oidc" as const,
      issuer: issuer.issuer,
      clientId: oidc.clientId,
      clientSecret: oidc.clientSecret,
      client: { token_endpoint_auth_method: authMethod(issuer) },
      checks: ["pkce" as const, "state" as const, "nonce" as const],
      authorization: { params: { scope: scopeFor(oidc, issuer), redirect_uri } },
      profile: (claims: { sub: string }) => ({ id: claims.sub }),
      [customFetch]: withDocument(issuer, fetch),
    }),
    readAnswer: (tokens, fetch) => readAnswer(app, service, issuer, tokens, fetch),
  };
}

/** The claims of the ID token, and those of the userinfo endpoint in addition; null when they are not valid. */
async function readAnswer(
  app: App,
  service: SignInService,
  issuer: AuthorizationServer,
  { claims, accessToken, idToken }: Tokens,
  fetch: typeof globalThis.fetch,
): Promise<ServiceAnswer | null> {
  const token = { accessToken, subject: String(claims.sub) };
  const userinfo = await readUserinfo(issuer, app.settings.oidc!.clientId, token, fetch);
  const problem = "problem" in userinfo ? userinfo.problem : null;
  if (problem) {
    app.log.warn("issuer-userinfo", { issuer: service.name, problem: problem.message });
  }
  const parsed = v.safeParse(
    Claims,
    joinClaims(claims, "claims" in userinfo ? userinfo.claims : {}),
  );
  if (!parsed.success) return null;
  return {
    issuer: service.issuer,
    claims: parsed.output,
    withoutUserinfo: problem && toOidcError(problem, null),
    idToken,
  };
}

/** Some issuers tell groups only when asked; others refuse a scope that they do not know. */
function scopeFor({ groups }: Oidc, issuer: AuthorizationServer) {
  const asksGroups = groups.length > 0 && issuer.scopes_supported?.includes("groups");
  return `openid profile email${asksGroups ? " groups" : ""}`;
}

/** How this client authenticates at the token endpoint. */
function authMethod(issuer: AuthorizationServer): "client_secret_basic" | "client_secret_post" {
  const methods = issuer.token_endpoint_auth_methods_supported ?? [];
  const onlyPost = methods.includes("client_secret_post") &&
    !methods.includes("client_secret_basic");
  return onlyPost ? "client_secret_post" : "client_secret_basic";
}

/** A fetch that answers Auth.js's discovery with the document that is known. */
function withDocument(issuer: AuthorizationServer, otherwise: typeof fetch): typeof fetch {
  // Auth.js demands an endpoint that we do not let it ask.
  const userinfo_endpoint = issuer.userinfo_endpoint ?? issuer.issuer;
  return (input, init) =>
    new URL(String(input)).pathname.endsWith(DISCOVERY_PATH)
      ? Promise.resolve(Response.json({ ...issuer, userinfo_endpoint }))
      : otherwise(input, init);
}
