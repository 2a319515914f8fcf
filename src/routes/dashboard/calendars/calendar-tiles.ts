import {
  isOAuthProviderName,
  type OAuthProviderName,
  oauthProviderNames,
} from "$lib/server/calendars/registry.ts";
import { callbackUrl } from "$lib/server/connections/connect-oauth.ts";
import type { App } from "$lib/server/app.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import { oauthStartPath } from "../../../lib/server/connections/connections-view.ts";

/** What is connected by username and password. */
const passwordTiles = ["icloud", "nextcloud", "fastmail", "caldav"] as const;
export type PasswordTile = typeof passwordTiles[number];

/** What a host may connect, in the order of the tiles: first every provider with a sign-in of its own. */
export const tileNames = [...oauthProviderNames, ...passwordTiles, "ics" as const];
export type TileName = typeof tileNames[number];

/** The tiles, with the form of the one that is open; null for none. */
export function calendarTiles(app: App, language: string, open: string | null) {
  const words = messages(language).calendars.tiles;
  const isSetUp = (name: string) =>
    isOAuthProviderName(name) && Boolean(app.settings.oauthClients[name]);
  const tiles = tileNames.map((name) => {
    const canSignIn = isOAuthProviderName(name) && isSetUp(name);
    return {
      name,
      title: words.list[name].title,
      text: isOAuthProviderName(name) && !canSignIn ? words.withoutSignIn : words.list[name].text,
      href: canSignIn ? oauthStartPath(name) : `?connect=${name}#connect-form`,
      leaves: canSignIn,
    };
  });
  const name = tileNames.find((each) => each === open && !isSetUp(each)) ?? null;
  const minutes = Math.round(app.settings.syncIntervalMs / 60_000);
  const every = plural(words.ics.every, minutes, language);
  return {
    tiles,
    open: name,
    password: passwordTiles.find((each) => each === name) ?? null,
    facts: words.ics.facts.map((fact) => format(fact, { every })),
    signIn: name && isOAuthProviderName(name) ? signInRequest(app, language, name) : null,
  };
}

/** What a host asks the operator for, where signing in at a provider is not set up. */
function signInRequest(app: App, language: string, name: OAuthProviderName) {
  const { providers, tiles: { unset } } = messages(language).calendars;
  const provider = providers[name];
  const setting = `INVITO_${name.toUpperCase()}_CLIENT`;
  return {
    name,
    title: format(unset.title, { provider }),
    text: format(unset.text, { provider }),
    steps: unset[name],
    message: format(unset.adminMessage, {
      provider,
      site: app.baseUrl,
      note: unset.adminNote[name],
      redirect: callbackUrl(app, name),
      id: `${setting}_ID`,
      secret: `${setting}_SECRET`,
    }),
  };
}
