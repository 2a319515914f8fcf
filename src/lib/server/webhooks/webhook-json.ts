import type { WebhookDelivery } from "$lib/scheduling/webhook-delivery.ts";
import type { App } from "../app.ts";
import { kindName, type WebhookSubscription } from "$lib/scheduling/webhook.ts";
import { getHost } from "../store/hosts.ts";
import { findTeamOf } from "../store/teams.ts";

/** A subscription as the API returns it; without its secret. */
export async function readWebhookJson(app: App, subscription: WebhookSubscription) {
  return webhookJson(subscription, await readMaker(app, subscription), app.now());
}

function webhookJson(
  { ownerId, createdBy: _, secrets, kinds, ...subscription }: WebhookSubscription,
  maker: Maker,
  now: number,
) {
  const { id, url, description, naming, format, eventTypeIds, active } = subscription;
  const { disabled, failingSince, revision, createdAt } = subscription;
  const until = secrets.find((each) => each.until !== null && each.until > now)?.until ?? null;
  return {
    id,
    teamId: ownerId === maker.id ? null : ownerId,
    createdBy: maker,
    url,
    description,
    kinds: kinds.map((kind) => kindName(kind, naming)),
    naming,
    format,
    eventTypeIds,
    active,
    state: disabled
      ? "disabled" as const
      : !active
      ? "paused" as const
      : failingSince === null
      ? "active" as const
      : "failing" as const,
    failingSince: instantOrNull(failingSince),
    disabled: disabled && { at: instant(disabled.at), reason: disabled.reason },
    formerSecretUntil: instantOrNull(until),
    revision,
    createdAt: instant(createdAt),
  };
}

/** A delivery as the API returns it. */
export function deliveryJson({ kind, naming, tries, ...delivery }: WebhookDelivery) {
  const { id, eventId, isTest, bookingId, state, reason, tryCount, createdAt } = delivery;
  return {
    id,
    eventId,
    kind: kindName(kind, naming),
    test: isTest,
    bookingId,
    state,
    reason,
    tryCount,
    nextTryAt: instantOrNull(delivery.dueAt),
    tries: tries.map(({ at, tookMs, url, status, error, answer, isAnswerCut }) => ({
      at: instant(at),
      durationMs: tookMs,
      url,
      status,
      error,
      answer,
      answerTruncated: isAnswerCut,
    })),
    createdAt: instant(createdAt),
    finishedAt: instantOrNull(delivery.finishedAt),
  };
}

function instant(at: number): string {
  return new Date(at).toISOString();
}

function instantOrNull(at: number | null): string | null {
  return at === null ? null : instant(at);
}

/** The host who made a subscription or gave it its present address, as its managers see them. */
interface Maker {
  id: string;
  /** Null once the account is gone. */
  name: string | null;
  /** Whether they may change it still: always their own, a team's as an owner or admin. */
  manages: boolean;
}

export async function readMaker(
  { kv }: Pick<App, "kv">,
  { ownerId, createdBy }: Pick<WebhookSubscription, "ownerId" | "createdBy">,
): Promise<Maker> {
  const host = await getHost(kv, createdBy);
  const manages = ownerId === createdBy ||
    await findTeamOf(kv, ownerId, createdBy, "admin") !== null;
  return { id: createdBy, name: host && (host.name || host.username), manages };
}
