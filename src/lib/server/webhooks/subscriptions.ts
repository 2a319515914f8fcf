/** Webhook subscriptions of a host or a team: created, edited, paused, removed, their secrets rotated. */
import { accepted, type Outcome, type RefusalCode, refused } from "$lib/scheduling/outcome.ts";
import {
  MAX_SUBSCRIPTIONS,
  ROTATION_MS,
  type WebhookInput,
  type WebhookSecret,
  type WebhookSubscription,
} from "$lib/scheduling/webhook.ts";
import type { App } from "../app.ts";
import type { GuardRefusal } from "../availability/change-under-guard.ts";
import { changeAsOwner, type Owner, ownerIdOf } from "../availability/change-as-owner.ts";
import { allowedHosts } from "../outbound/ip-address.ts";
import { newId } from "../runtime/secrets.ts";
import { listEventTypes } from "../store/event-types.ts";
import { getGuard, setListening } from "../kv/guard.ts";
import { findTeamOf, listTeamIdsOf } from "../store/teams.ts";
import {
  deleteSubscription,
  listSubscriptions,
  readSubscription,
  writeSubscription,
} from "../store/webhooks.ts";
import { readLane, wakeLane } from "../store/webhook-lanes.ts";
import { newWebhookSecret, sealSecret } from "./secret.ts";

/** A subscription whose secret is shown this once. */
export interface ShownSecret {
  subscription: WebhookSubscription;
  secret: string;
}

/** How many former secrets may sign beside the current one. */
const MAX_FORMER_SECRETS = 2;

/** Creates a subscription; its secret is shown once. "invalid" with `fields` for what is wrong. */
export async function create(
  app: App,
  owner: Owner,
  input: WebhookInput,
): Promise<Outcome<ShownSecret, GuardRefusal | "invalid">> {
  const ownerId = ownerIdOf(owner), id = newId(), secret = newWebhookSecret();
  const sealed = await sealSecret(app, id, secret);
  return await changeAsOwner(app, owner, async (op) => {
    const others = await listSubscriptions(app.kv, ownerId);
    if (others.length >= MAX_SUBSCRIPTIONS) {
      return refused("invalid", { fields: { url: "too-many-webhooks" } });
    }
    const fields = await fieldErrors(app, owner, input);
    if (fields) return refused("invalid", { fields });
    const subscription: WebhookSubscription = {
      ...input,
      id,
      ownerId,
      createdBy: hostIdOf(owner),
      secrets: [sealed],
      failingSince: null,
      notifiedAt: null,
      disabled: null,
      createdAt: app.now(),
      revision: 1,
    };
    writeSubscription(op, await readSubscription(app.kv, ownerId, id), subscription);
    setListening(op, await getGuard(app.kv, ownerId), true);
    return accepted({ subscription, secret });
  });
}

/**
 * Replaces what its host sets; "changed" when the revision is outdated. Making a disabled one active again forgets its
 * failures.
 */
export function edit(
  app: App,
  owner: Owner,
  id: string,
  revision: number,
  input: WebhookInput,
): Promise<Outcome<WebhookSubscription, GuardRefusal | "changed" | "invalid">> {
  return changeOwn(app, owner, id, async (was) => {
    if (was.revision !== revision) return refused("changed");
    const fields = await fieldErrors(app, owner, input, was);
    if (fields) return refused("invalid", { fields });
    const is = withActive(was, input.active);
    const createdBy = input.url === was.url ? was.createdBy : hostIdOf(owner);
    return is.ok ? accepted({ ...is.value, ...input, createdBy }) : is;
  });
}

/** Pauses a subscription, or makes it active again; what happens while it is paused is listed as skipped. */
export function setActive(
  app: App,
  owner: Owner,
  id: string,
  active: boolean,
): Promise<Outcome<WebhookSubscription, GuardRefusal | "invalid">> {
  return changeOwn(app, owner, id, (was) => Promise.resolve(withActive(was, active)));
}

/** A new secret, shown once; the former one signs beside it for `ROTATION_MS`. */
export async function rotateSecret(
  app: App,
  owner: Owner,
  id: string,
  revision: number | null = null,
): Promise<Outcome<ShownSecret, GuardRefusal | "changed">> {
  const secret = newWebhookSecret();
  const sealed = await sealSecret(app, id, secret);
  const changed = await changeOwn(app, owner, id, (was) => {
    if (revision !== null && revision !== was.revision) return Promise.resolve(refused("changed"));
    const now = app.now();
    const former = was.secrets.filter(({ until }) => until === null || until > now)
      .map((each): WebhookSecret => ({ ...each, until: each.until ?? now + ROTATION_MS }));
    const secrets = [sealed, ...former.slice(0, MAX_FORMER_SECRETS)];
    return Promise.resolve(accepted({ ...was, secrets }));
  });
  return changed.ok ? accepted({ subscription: changed.value, secret }) : changed;
}

/** Deletes a subscription and, soon after, its deliveries. */
export async function remove(
  app: App,
  owner: Owner,
  id: string,
  revision: number | null = null,
): Promise<Outcome<null, GuardRefusal | "changed">> {
  const ownerId = ownerIdOf(owner);
  const removed = await changeAsOwner(app, owner, async (op) => {
    const was = await readSubscription(app.kv, ownerId, id);
    if (was.versionstamp === null) return refused("not-found");
    if (revision !== null && revision !== was.value.revision) return refused("changed");
    deleteSubscription(op, was);
    wakeLane(op, await readLane(app.kv, id), was.value, app.now());
    const others = await listSubscriptions(app.kv, ownerId);
    setListening(op, await getGuard(app.kv, ownerId), others.some((each) => each.id !== id));
    return accepted(null);
  });
  if (removed.ok) app.wakeJobs();
  return removed;
}

/** An owner's subscriptions, oldest first; "not-found" for who is no owner or admin of the team. */
export async function list(
  app: App,
  owner: Owner,
): Promise<Outcome<WebhookSubscription[], "not-found">> {
  if (!await mayManage(app, owner)) return refused("not-found");
  return accepted(await listSubscriptions(app.kv, ownerIdOf(owner)));
}

/** One of an owner's subscriptions; "not-found" for everybody else. */
export async function find(
  app: App,
  owner: Owner,
  id: string,
): Promise<Outcome<WebhookSubscription, "not-found">> {
  if (!await mayManage(app, owner)) return refused("not-found");
  const { value } = await readSubscription(app.kv, ownerIdOf(owner), id);
  return value ? accepted(value) : refused("not-found");
}

/** Whether plain http may be used: only to hosts that the settings name. */
export function isAllowedUrl({ settings }: Pick<App, "settings">, address: string): boolean {
  const url = new URL(address);
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  return url.protocol === "https:" || allowedHosts(settings.allowPrivateHosts)(host, host);
}

async function mayManage(app: App, owner: Owner): Promise<boolean> {
  return typeof owner === "string" ||
    await findTeamOf(app.kv, owner.teamId, owner.hostId, "admin") !== null;
}

/** Changes one of an owner's subscriptions under the owner's guard; its lane looks at it again. */
async function changeOwn<Code extends RefusalCode>(
  app: App,
  owner: Owner,
  id: string,
  change: (was: WebhookSubscription) => Promise<Outcome<WebhookSubscription, Code>>,
): Promise<Outcome<WebhookSubscription, Code | GuardRefusal>> {
  const outcome = await changeAsOwner<WebhookSubscription, Code | "not-found">(
    app,
    owner,
    async (op) => {
      const was = await readSubscription(app.kv, ownerIdOf(owner), id);
      if (was.versionstamp === null) return refused("not-found");
      const changed = await change(was.value);
      if (!changed.ok) return changed;
      const is = { ...changed.value, revision: was.value.revision + 1 };
      writeSubscription(op, was, is);
      wakeLane(op, await readLane(app.kv, id), is, app.now());
      return accepted(is);
    },
  );
  if (outcome.ok) app.wakeJobs();
  return outcome;
}

/** Whoever makes a disabled one active forgets its failures; one without a secret stays paused. */
function withActive(
  was: WebhookSubscription,
  active: boolean,
): Outcome<WebhookSubscription, "invalid"> {
  if (!active || was.active) return accepted({ ...was, active });
  if (was.secrets.length === 0) {
    return refused("invalid", { fields: { active: "webhook-secret-lost" } });
  }
  return accepted({ ...was, active, disabled: null, failingSince: null, notifiedAt: null });
}

/**
 * What the schema cannot know: whether plain http is allowed to this host, and the event types of the owner. What was set
 * before may stay.
 */
async function fieldErrors(
  app: App,
  owner: Owner,
  { url, eventTypeIds }: WebhookInput,
  was?: WebhookSubscription,
): Promise<Record<string, string> | null> {
  if (url !== was?.url && !isAllowedUrl(app, url)) return { url: "webhook-https" };
  const added = eventTypeIds?.filter((id) => !was?.eventTypeIds?.includes(id)) ?? [];
  if (added.length === 0) return null;
  const owners = typeof owner === "string"
    ? [owner, ...await listTeamIdsOf(app.kv, owner)]
    : [owner.teamId];
  const types = (await Promise.all(owners.map((id) => listEventTypes(app.kv, id)))).flat();
  const isKnown = (typeId: string) => types.some(({ id }) => id === typeId);
  return added.every(isKnown) ? null : { eventTypeIds: "event-type-unknown" };
}

function hostIdOf(owner: Owner): string {
  return typeof owner === "string" ? owner : owner.hostId;
}
