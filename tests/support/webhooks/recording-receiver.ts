import { parse } from "$lib/scheduling/parse.ts";
import { WebhookInput } from "$lib/scheduling/webhook.ts";
import type { App } from "$lib/server/app.ts";
import type { Owner } from "$lib/server/availability/change-as-owner.ts";
import { create, type ShownSecret } from "$lib/server/webhooks/subscriptions.ts";
import { granted } from "../granted.ts";
import type { TestApp } from "../test-app.ts";

/** A request as a receiver got it. */
export interface ReceivedRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** Parts of an app whose requests end in a list, each answered as `answer` says: 204 without one. */
export function recordingReceiver(answer = () => new Response(null, { status: 204 })) {
  const received: ReceivedRequest[] = [];
  const app: Partial<TestApp> = {
    elapsed: () => performance.now(),
    fetch: (address, init = {}) => {
      const headers = Object.fromEntries(new Headers(init.headers));
      received.push({ url: String(address), headers, body: String(init.body) });
      return Promise.resolve(answer());
    },
  };
  return { received, app };
}

/** A subscription to everything, unless said otherwise. */
export async function subscribe(
  app: App,
  owner: Owner,
  change: Record<string, unknown> = {},
): Promise<ShownSecret> {
  const input = granted(parse(WebhookInput, {
    url: "https://receiver.example.org/hooks",
    kinds: ["booking.requested", "booking.confirmed", "booking.cancelled", "booking.rescheduled"],
    ...change,
  }));
  return await granted(create(app, owner, input));
}
