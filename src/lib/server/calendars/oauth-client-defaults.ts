import type { OAuthClientDefaults } from "../runtime/settings.ts";
import type { OAuthProviderName } from "./registry.ts";

/** Defaults of the `INVITO_<NAME>_…` settings of every OAuth provider; what the providers do is not needed to read them. */
export const oauthClientDefaults: Record<OAuthProviderName, OAuthClientDefaults> = {
  google: { title: "Google Calendar", baseUrl: "https://www.googleapis.com" },
  microsoft: {
    title: "Microsoft 365",
    baseUrl: "https://graph.microsoft.com/v1.0",
    tenant: "common",
  },
};
