/** Checks of the proxy: a request to the base URL, and the headers recorded by the running program. */
import * as v from "valibot";
import type { App } from "../../lib/server/app.ts";
import { doctorProbeHeaders } from "../../lib/server/monitoring/doctor-probe.ts";
import {
  openOutbound,
  OutboundError,
  type OutboundFetch,
} from "../../lib/server/outbound/index.ts";
import { forwardsNothing } from "../../lib/server/http/forwarded-headers.ts";
import { getProxyHeaders } from "../../lib/server/kv/installation.ts";
import type { Finding } from "./findings.ts";
import { product } from "../../lib/product.ts";

const Answer = v.object({
  ok: v.literal(true),
  arrival: v.optional(v.object({
    host: v.string(),
    proto: v.nullable(v.string()),
    forwardedForCount: v.number(),
  })),
});
type Arrival = NonNullable<v.InferOutput<typeof Answer>["arrival"]>;

const remedies =
  "Make it forward both. For nginx (see docs/settings.md): proxy_set_header Host $http_host; proxy_set_header X-Forwarded-Proto $scheme;";

/** Whether the base URL reaches this installation, and which headers the proxy forwards. */
export async function proxyFindings(
  app: App,
  fetch: OutboundFetch = openOutbound({ allow: [new URL(app.baseUrl).hostname] }),
): Promise<Finding[]> {
  if (!app.settings.baseUrl) return [];
  const probe = await probeBaseUrl(app, fetch);
  if ("arrival" in probe) return arrivalFindings(app, probe.arrival);
  const hint = "Check INVITO_BASE_URL and the proxy; guests open the same address.";
  return [{ tone: "note", about, text: probe.text, hint }, ...await recordedFindings(app)];
}

const about = "Proxy";

async function probeBaseUrl(
  app: App,
  fetch: OutboundFetch,
): Promise<{ arrival: Arrival } | { text: string }> {
  const { baseUrl } = app;
  try {
    const headers = await doctorProbeHeaders(app);
    const response = await fetch(`${baseUrl}/health`, {
      headers,
      timeoutMs: 5_000,
      maxBytes: 10_000,
    });
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Answer), await response.text());
    if (parsed.success && parsed.output.arrival) return { arrival: parsed.output.arrival };
    return {
      text: `Something other than ${product} responds at ${baseUrl} (HTTP ${response.status}).`,
    };
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    return { text: `${baseUrl} can’t be reached from this machine (${error.kind}).` };
  }
}

function arrivalFindings({ baseUrl, settings }: App, arrival: Arrival): Finding[] {
  const { trustedProxies } = settings;
  if (baseUrl.startsWith("https:") && forwardsNothing(arrival, baseUrl)) {
    return [{
      tone: "bad",
      about,
      text:
        `The proxy forwards neither Host nor X-Forwarded-Proto: requests to ${baseUrl} arrive as ${arrival.host}.`,
      hint: remedies,
    }];
  }
  if (arrival.forwardedForCount !== trustedProxies) {
    return [{
      tone: "note",
      about,
      text:
        `Requests to ${baseUrl} arrive with ${arrival.forwardedForCount} entries in X-Forwarded-For, but INVITO_TRUSTED_PROXIES is ${trustedProxies}.`,
      hint: "Set it to the number of proxies that add an entry.",
    }];
  }
  return [{ tone: "good", about, text: `Requests to ${baseUrl} arrive here as ${arrival.host}.` }];
}

async function recordedFindings({ kv, baseUrl }: App): Promise<Finding[]> {
  const recorded = await getProxyHeaders(kv);
  if (!recorded || !baseUrl.startsWith("https:") || !forwardsNothing(recorded, baseUrl)) return [];
  const at = new Date(recorded.at).toISOString();
  return [{
    tone: "bad",
    about,
    text:
      `A request at ${at} came through a proxy that forwards neither Host nor X-Forwarded-Proto: it arrived as ${recorded.host}.`,
    hint: remedies,
  }];
}
