import { customFetch } from "@auth/core";
import GitHub from "@auth/core/providers/github";
import * as v from "valibot";
import type { App } from "../app.ts";
import { OutboundError } from "../outbound/errors.ts";
import type { OpenService } from "./auth-js.ts";
import { Claims } from "./issuer-admission.ts";
import { type OidcError, toOidcError } from "./oidc-errors.ts";
import { providerIdOf, type ServiceAnswer, type SignInService } from "./sign-in-services.ts";

const GITHUB = "https://github.com";

/** The API of GitHub, or of a server of one's own. */
export function githubApi(baseUrl: string): string {
  return baseUrl === GITHUB ? "https://api.github.com" : `${baseUrl}/api/v3`;
}

/** A login can be given up and taken by somebody else; the number is of one account for good. */
const User = v.object({
  id: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  login: v.string(),
  name: v.fallback(v.nullish(v.string()), null),
});

const Emails = v.array(
  v.object({ email: v.string(), primary: v.boolean(), verified: v.boolean() }),
);

/** GitHub, or a GitHub Enterprise Server, by Auth.js's provider; what it asks the API is asked here. */
export async function openGitHub(app: App, service: SignInService): Promise<OpenService> {
  const { baseUrl, clientId, clientSecret } = app.settings.github!;
  const enterprise = baseUrl === GITHUB ? {} : { enterprise: { baseUrl } };
  const tokenEndpoint = `${baseUrl}/login/oauth/access_token`;
  const userAddress = `${githubApi(baseUrl)}/user`;
  const id = await providerIdOf(service);
  return {
    ...service,
    tokenEndpoint,
    provider: (fetch, redirect_uri) =>
      GitHub({
        ...enterprise,
        id,
        clientId,
        clientSecret,
        client: { token_endpoint_auth_method: "client_secret_post" },
        checks: ["pkce", "state"],
        // Name and number of an account are public; this is the least that shows which of its addresses is verified.
        authorization: { params: { scope: "user:email", redirect_uri } },
        token: { url: tokenEndpoint, conform: withStatus },
        userinfo: { request: () => ({}) },
        profile: () => ({ id }),
        [customFetch]: fetch,
      }),
    readAnswer: ({ accessToken }, fetch) =>
      readAnswer(app, service, userAddress, accessToken, fetch),
  };
}

/** The account of an access token; null when GitHub does not say which. Only its verified primary address counts. */
async function readAnswer(
  app: App,
  service: SignInService,
  userAddress: string,
  accessToken: string,
  fetch: typeof globalThis.fetch,
): Promise<ServiceAnswer | null> {
  async function ask<S extends v.GenericSchema>(address: string, schema: S) {
    const headers = {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${accessToken}`,
      "x-github-api-version": "2022-11-28",
    };
    const response = await fetch(address, { headers });
    if (response.status !== 200) throw new AnswerError(`status ${response.status}`);
    const parsed = v.safeParse(schema, await response.json().catch(() => undefined));
    if (!parsed.success) throw new AnswerError("an answer of another form");
    return parsed.output;
  }
  const note = ({ message }: Error) =>
    app.log.warn("issuer-userinfo", { issuer: service.name, problem: message });

  const user = await ask(userAddress, User).catch((error) => {
    if (error instanceof AnswerError) note(error);
    throw error;
  });
  let email: string | undefined, withoutUserinfo: OidcError | null = null;
  try {
    const emails = await ask(`${userAddress}/emails?per_page=100`, Emails);
    email = emails.find(({ primary, verified }) => primary && verified)?.email;
  } catch (error) {
    if (!(error instanceof AnswerError || error instanceof OutboundError)) throw error;
    note(error);
    withoutUserinfo = toOidcError(error, null);
  }
  const claims = v.parse(Claims, {
    sub: String(user.id),
    name: user.name || user.login,
    preferred_username: user.login,
    email,
    email_verified: email !== undefined,
  });
  return { issuer: service.issuer, claims, withoutUserinfo, idToken: null };
}

/** What GitHub answered is not what was asked. */
class AnswerError extends Error {}

/** GitHub refuses a code with status 200; RFC 6749 §5.2 has 400. */
async function withStatus(response: Response): Promise<Response | undefined> {
  const body = await response.json().catch(() => null);
  return response.status === 200 && body?.error ? Response.json(body, { status: 400 }) : undefined;
}
