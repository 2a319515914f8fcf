import assert from "node:assert/strict";
import { dateAt } from "$lib/scheduling/day.ts";
import * as hostRules from "$lib/server/availability/host-rules.ts";
import { granted } from "../support/granted.ts";
import { originAddresses } from "../support/origin-list.ts";
import { startProgram } from "../support/program.ts";
import { type RouteWalkData, seedRouteWalk } from "../support/route-walk-data.ts";
import { settingsFor } from "../support/temp-folder.ts";
import { configuredApp } from "../support/town.ts";
import { testSecret } from "../support/test-app.ts";

/** Bodies of requests whose address alone does not name what it is about. */
function bodyOf(address: string, { params }: RouteWalkData): unknown {
  if (address === "POST /v0/team-event-types") return { teamId: params.teamId };
  if (address === "POST /v0/analytics/funnel/events") {
    return { username: params.username, eventSlug: params.slug, stage: "page_view" };
  }
  return {};
}

/** The address with what is in the seeded folder in place of its braces. */
function pathOf(address: string, { params, timeOff }: RouteWalkData & { timeOff: string }): string {
  const id = address.includes("time-off") ? timeOff : params.type;
  const token = /^\w+ \/booking\//.test(address) ? params.host : params.guest;
  const path = address.replace(/^\w+ /, "")
    .replace("{username}", params.username!)
    .replace(/\{(slug|eventSlug)\}/, params.slug!)
    .replace("{teamSlug}", params.team!)
    .replace("{teamId}", params.teamId!)
    .replace("{token}", token!)
    .replace("{provider}", "oidc-unknown")
    .replace("{connectionId}", params.connection!)
    .replace("{webhookId}", params.webhook ?? "none")
    .replace("{id}", id!)
    .replace("?date=", `?date=${dateAt(Date.now(), "Europe/Berlin")}`);
  assert(!path.includes("{"), `${address}: say in pathOf what its braces stand for`);
  if (path.endsWith("/analytics/team")) return `${path}?teamId=${params.teamId}`;
  return path.includes("widget.js")
    ? `${path}?username=${params.username}&eventSlug=${params.slug}`
    : path;
}

function requestOf(address: string, origin: string, town: RouteWalkData, n: number): RequestInit {
  const method = address.split(" ")[0]!;
  // Ada stays signed in for the addresses after this one.
  const cookie = /\/(logout|sign-out)$/.test(address) ? town.graceLeaving : town.ada;
  const headers = new Headers({
    accept: "text/html",
    cookie,
    origin,
    "x-forwarded-for": `198.51.100.${n}`,
  });
  const isApi = address.includes(" /v0/");
  if (method === "GET") return { method, headers };
  headers.set("content-type", isApi ? "application/json" : "application/x-www-form-urlencoded");
  headers.set("idempotency-key", `origin-address-${n}`);
  return { method, headers, body: isApi ? JSON.stringify(bodyOf(address, town)) : "nothing=1" };
}

/** A day off of Ada's, to be deleted. */
async function addDayOff(dataDir: string, hostId: string): Promise<string> {
  const app = await configuredApp({ kv: await Deno.openKv(settingsFor(dataDir).dbPath) });
  using _ = app;
  app.at(Date.now());
  const date = "2099-12-24";
  const added = await granted(hostRules.addTimeOff(app, hostId, {
    first: date,
    last: date,
    name: "Holidays",
  }));
  return added.timeOff[0]!.id;
}

Deno.test("every address that the design documents name is answered", async () => {
  const dataDir = await Deno.makeTempDir({ prefix: "invito-origin-" });
  try {
    const seeded = await seedRouteWalk(dataDir);
    const town = { ...seeded, timeOff: await addDayOff(dataDir, seeded.adaId) };
    await using program = await startProgram({
      dataDir,
      env: {
        INVITO_SESSION_SECRET: testSecret,
        INVITO_TRUSTED_PROXIES: "1",
        INVITO_GOOGLE_CLIENT_ID: "id",
        INVITO_GOOGLE_CLIENT_SECRET: "secret",
        INVITO_MICROSOFT_CLIENT_ID: "id",
        INVITO_MICROSOFT_CLIENT_SECRET: "secret",
      },
    });
    const wrong: string[] = [];
    for (const [n, address] of originAddresses.entries()) {
      const { status, body } = await fetch(program.address + pathOf(address, town), {
        ...requestOf(address, program.address, town, n + 1),
        redirect: "manual",
      });
      await body?.cancel();
      const isAnswered = status < 500 && ![401, 403, 404, 405].includes(status);
      if (!isAnswered) wrong.push(`${address}: ${status}`);
    }
    assert.deepEqual(wrong, []);
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
});
