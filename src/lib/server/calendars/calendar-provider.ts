import type { Connection } from "$lib/scheduling/connection.ts";
import type { OutboundFetch } from "../outbound/index.ts";
import type { OAuthClient } from "../runtime/settings.ts";
import type { Calendar } from "./calendar.ts";
import type { Bearer } from "./json-api.ts";
import type { OAuthCalendar } from "./oauth.ts";
import type { OAuthProvider } from "./token-endpoint.ts";
import type { ResponseParser } from "./parsing/response-parser.ts";
import type { RequestPacing } from "./request-pacing.ts";

/** A kind of calendar account; each is one row of `registry.ts` and one folder. */
export type CalendarProvider = PasswordProvider | OAuthCalendarProvider;

interface ProviderTraits {
  /** How changes are found; "per-server" where each server is asked (`Calendar.capabilities`). */
  changeDetection: "reports" | "conditional" | "per-server";
  /** What the provider counts requests by: each account, or the server as a whole. */
  pacedBy: "account" | "server";
}

/** A provider whose connections keep a password, or a secret address. */
export interface PasswordProvider extends ProviderTraits {
  /** Opens an account; nothing is sent yet. */
  openWithSecret(deps: CalendarDeps, account: PasswordAccount): Calendar;
}

/** A provider whose accounts are connected by OAuth. */
export interface OAuthCalendarProvider extends ProviderTraits {
  /** The short name in a connection's label. */
  label: string;
  /** Endpoints, scopes and parameters of its authorization server. */
  oauth(client: OAuthClient, shared: SharedAccess): OAuthProvider;
  /** What expires at the provider without a warning: sentences for `deno task doctor`. */
  expiryNotes: string[];
  /** Opens an account; nothing is sent yet. */
  openWithTokens(deps: CalendarDeps, account: OAuthAccount): OAuthCalendar;
}

/** Services that providers use. */
export interface CalendarDeps {
  fetch: OutboundFetch;
  requestPacing: RequestPacing;
  responseParser: ResponseParser;
}

/** A connection with its password or secret address. */
export interface PasswordAccount {
  url: string;
  user: string;
  secret: string;
  /** The host's IANA zone, for all-day and floating times. */
  zone: string;
  /** The host's own addresses, comparable: events they declined are not busy. */
  ownAddresses: string[];
}

/** An account that is connected by OAuth, or about to be. */
export interface OAuthAccount {
  client: OAuthClient;
  bearer: Bearer;
  /** The host's IANA zone, for all-day times. */
  zone: string;
  /** Missing while the account is being connected. */
  connection?: Pick<Connection, "id" | "user" | "calendars"> | undefined;
}

/** Access to calendars that others share with the host; requested only when one is chosen. */
export type SharedAccess = "none" | "read" | "write";
