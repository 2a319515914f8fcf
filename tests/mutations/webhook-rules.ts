import type { Mutation } from "./mutation.ts";

const tries = ["tests/scheduling/webhook-delivery.test.ts"];
const misbehaving = ["tests/server/webhooks/misbehaving.test.ts"];
const races = ["tests/server/webhooks/races.test.ts"];
const health = ["tests/server/webhooks/health.test.ts"];
const subscriptions = ["tests/server/webhooks/subscriptions.test.ts"];
const erasure = ["tests/server/webhooks/erasure.test.ts"];
const requestsFirst = ["tests/server/webhooks/requests-first.test.ts"];
const lane = ["tests/server/webhooks/lane.test.ts"];
const removal = ["tests/server/webhooks/removal.test.ts"];
const others = ["tests/server/webhooks/other-events.test.ts"];

/** The rules for webhooks: who is told what, when it is tried again, in which order, and what ends it. */
export const webhookRules: Mutation[] = [
  {
    name: "a redirect accepts a webhook",
    file: "src/lib/scheduling/webhook-delivery.ts",
    find: "status < 300",
    replaceBy: "status < 400",
    tests: tries,
  },
  {
    name: "a webhook is tried again after 410",
    file: "src/lib/scheduling/webhook-delivery.ts",
    find: "if (made.status === 410)",
    replaceBy: "if (made.status === 411)",
    tests: misbehaving,
  },
  {
    name: "a receiver says when a webhook is tried again, however far away",
    file: "src/lib/scheduling/webhook-delivery.ts",
    find: "Math.min(retryAfterMs, MAX_RETRY_AFTER_MS)",
    replaceBy: "retryAfterMs",
    tests: tries,
  },
  {
    name: "the whole answer of a receiver is read",
    file: "src/lib/server/webhooks/try-delivery.ts",
    find: "firstBytes: ANSWER_BYTES + 1,",
    replaceBy: "",
    tests: misbehaving,
  },
  {
    name: "plain http is sent to any host",
    file: "src/lib/server/webhooks/try-delivery.ts",
    find: "if (!isAllowedUrl(app, url))",
    replaceBy: "if (!url)",
    tests: misbehaving,
  },
  {
    name: "plain http is accepted for any host",
    file: "src/lib/server/webhooks/subscriptions.ts",
    find: 'if (url !== was?.url && !isAllowedUrl(app, url)) return { url: "webhook-https" };',
    replaceBy: "",
    tests: subscriptions,
  },
  {
    name: "the address of a webhook is measured before it is encoded",
    file: "src/lib/scheduling/webhook.ts",
    find: "asSent(text).length <= MAX_URL",
    replaceBy: "text.length <= MAX_URL",
    tests: subscriptions,
  },
  {
    name: "a later event of a booking does not wait for an earlier one",
    file: "src/lib/server/webhooks/lane.ts",
    find: "const earlier = await earlierToWaitFor(lane, delivery, now);",
    replaceBy: "const earlier: Deno.KvEntry<WebhookDelivery> | null = null;",
    tests: races,
  },
  {
    name: "a lane sleeps past the next try of a delivery that failed while it looked",
    file: "src/lib/server/webhooks/lane.ts",
    find: "every((id) => sending.has(id)) ? next : now;",
    replaceBy: "every((id) => sending.has(id) || id) ? next : now;",
    tests: lane,
  },
  {
    name: "a try that cannot be stored ends the process",
    file: "src/lib/server/webhooks/lane.ts",
    find: ".catch((error) => void failures.push(error))",
    replaceBy: "",
    tests: lane,
  },
  {
    name: "a disabled subscription is sent what waits",
    file: "src/lib/server/webhooks/lane.ts",
    find: "if (!subscription.active && !delivery.isManual) {",
    replaceBy: "if (subscription.id === delivery.id) {",
    tests: health,
  },
  {
    name: "a new subscription does not tell the owner's commits",
    file: "src/lib/server/webhooks/subscriptions.ts",
    find: "setListening(op, await getGuard(app.kv, ownerId), true);",
    replaceBy: "",
    tests: races,
  },
  {
    name: "a subscription that fails for five days goes on",
    file: "src/lib/server/webhooks/subscription-health.ts",
    find: "if (was.active && (isGone || isTooLong)) {",
    replaceBy: "if (was.active && isGone) {",
    tests: health,
  },
  {
    name: "a clock that jumps disables a subscription",
    file: "src/lib/server/webhooks/subscription-health.ts",
    find: "clock.agreedForMs() >= TRUSTED_AFTER_MS",
    replaceBy: "clock.agreedForMs() >= 0",
    tests: health,
  },
  {
    name: "a request that ends after a 410 forgives it",
    file: "src/lib/server/webhooks/subscription-health.ts",
    find: "was.failingSince === null || was.disabled",
    replaceBy: "was.failingSince === null",
    tests: health,
  },
  {
    name: "a member of a team manages its webhooks",
    file: "src/lib/server/webhooks/subscriptions.ts",
    find: 'await findTeamOf(app.kv, owner.teamId, owner.hostId, "admin") !== null;',
    replaceBy: 'await findTeamOf(app.kv, owner.teamId, owner.hostId, "member") !== null;',
    tests: subscriptions,
  },
  {
    name: "a former secret signs forever",
    file: "src/lib/server/webhooks/secret.ts",
    find: "secrets.filter(({ until }) => until === null || until > now)",
    replaceBy: "secrets.filter(({ until }) => until === null || now > 0)",
    tests: subscriptions,
  },
  {
    name: "the events of an erased guest stay",
    file: "src/lib/server/guests/erasure.ts",
    find: "here.\n    await emptyEventsOf(app.kv, bookingId, now);",
    replaceBy: "here.",
    tests: erasure,
  },
  {
    name: "the events of an erased guest are emptied before the erasure is certain",
    file: "src/lib/server/guests/erasure.ts",
    find: "    if (!await writeGuestErased(",
    replaceBy: "    await emptyEventsOf(app.kv, bookingId, now);\n    if (!await writeGuestErased(",
    tests: erasure,
  },
  {
    name: "an erasure that was interrupted leaves webhooks as they were",
    file: "src/lib/server/store/guests.ts",
    find: "if ((await listEventIdsOf(kv, booking.id)).length === 0) return;",
    replaceBy: "if (booking.id !== booking.guest.email) return;",
    tests: erasure,
  },
  {
    name: "an event is told between the erasure of its guest and its own",
    file: "src/lib/server/store/webhook-events.ts",
    find: " || booking?.value?.guestErasedAt ?",
    replaceBy: " ?",
    tests: erasure,
  },
  {
    name: "an event is purged while a delivery of it waits",
    file: "src/lib/server/store/purge-webhooks.ts",
    find: "if (stillTold.has(id) || await isToBeFannedOut(kv, id)) continue;",
    replaceBy: "if (await isToBeFannedOut(kv, id)) continue;",
    tests: erasure,
  },
  {
    name: "an event is purged before its deliveries are made",
    file: "src/lib/server/store/purge-webhooks.ts",
    find: "if (stillTold.has(id) || await isToBeFannedOut(kv, id)) continue;",
    replaceBy: "if (stillTold.has(id)) continue;",
    tests: erasure,
  },
  {
    name: "a lane that goes to sleep does not notice that its subscription is deleted",
    file: "src/lib/server/store/webhooks.ts",
    find: 'op.check(was).delete(was.key).set(keys.webhookSignal(was.value.id), "deleted");',
    replaceBy: "op.check(was).delete(was.key);",
    tests: removal,
  },
  {
    name: "a later event of a booking is told of before one that was interrupted",
    file: "src/lib/server/webhooks/fan-out.ts",
    find: "[...await listEarlierToFanOut(app.kv, event), event]",
    replaceBy: "[event]",
    tests: races,
  },
  {
    name: "what is skipped is listed for a deleted subscription",
    file: "src/lib/server/webhooks/fan-out.ts",
    find: "    op.check(subscription);\n",
    replaceBy: "",
    tests: removal,
  },
  {
    name: "a delivery that comes while a lane ends stays",
    file: "src/lib/server/jobs/deliver-webhooks.ts",
    find: 'return { state: "deleted", also };',
    replaceBy: 'return { state: "deleted" };',
    tests: removal,
  },
  {
    name: "a slot's change is told of a guest who was erased meanwhile",
    file: "src/lib/server/store/webhook-events.ts",
    find: "const op = kv.atomic().check(was).check(booking);",
    replaceBy: "const op = kv.atomic().check(was);",
    tests: erasure,
  },
  {
    name: "a closed account takes events of others with it",
    file: "src/lib/server/hosts/closure-progress.ts",
    find: '  "fan-out-event",\n',
    replaceBy: "",
    tests: erasure,
  },
  {
    name: "a closed account's webhooks go on",
    file: "src/lib/server/hosts/account.ts",
    find: "await endSubscriptions(app.kv, hostId, now);",
    replaceBy: "",
    tests: erasure,
  },
  {
    name: "a follow-up is told as a reminder",
    file: "src/lib/server/jobs/reminder-webhook.ts",
    find: 'side === "before" && ',
    replaceBy: "",
    tests: others,
  },
  {
    name: "jobs begin while requests are under way",
    file: "src/lib/server/jobs/run.ts",
    find: "await app.requests.letPass(LET_PASS_MS);",
    replaceBy: "",
    tests: requestsFirst,
  },
  {
    name: "webhooks are sent while requests are under way",
    file: "src/lib/server/webhooks/lane.ts",
    find: "await app.requests.letPass(LET_PASS_MS);",
    replaceBy: "",
    tests: requestsFirst,
  },
  {
    name: "results of webhooks are stored while requests are under way",
    file: "src/lib/server/webhooks/send-one.ts",
    find: "await app.requests.letPass(LET_PASS_MS);",
    replaceBy: "",
    tests: requestsFirst,
  },
];
