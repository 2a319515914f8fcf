import { type ApiKey, apiKeyStateOf } from "$lib/scheduling/api-key.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { formatDate, formatLongDate } from "$lib/i18n/date-time.ts";
import { inLine } from "$lib/i18n/label.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";

const tones = { active: "good", expired: "calm", revoked: "calm" } as const;

/** A key as its host sees it. */
export function keyRow(key: ApiKey, host: Host, now: number) {
  const words = messages(host.language).dashboard.apiKeys;
  const { id, name, expiresAt, lastUse, revoked } = key;
  const state = apiKeyStateOf(key, now);
  const expiry = expiresAt === null
    ? words.noEnd
    : format(words.lastDate, { date: formatLongDate(expiresAt - 1, host) });
  const use = lastUse
    ? format(words.used, { date: formatDate(lastUse.date, host), from: lastUse.from })
    : words.unused;
  return {
    id,
    name,
    state: { label: words.states[state], tone: tones[state] },
    scopes: inLine(key.scopes.map((scope) => words.scopeNames[scope].label), host.language),
    facts: [expiry, use],
    isActive: state === "active",
    isExposed: revoked?.reason === "in-url",
  };
}
