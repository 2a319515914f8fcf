import assert from "node:assert/strict";
import { builtEndpoints, type Endpoint } from "./support/built-routes.ts";
import { startProgram } from "./support/program.ts";
import { idOf, pathOf } from "./support/route-path.ts";
import { routeParamsOf, type RouteWalkData, seedRouteWalk } from "./support/route-walk-data.ts";
import { table } from "./every-route.table.ts";
import { testSecret } from "./support/test-app.ts";

const askers = ["anonymous", "other", "foreign", "untyped", "json"] as const;
type Asker = typeof askers[number];

/** A form that would change what is Ada's, if whoever sends it were let. */
function formOf({ route }: Endpoint, { params }: RouteWalkData): URLSearchParams {
  if (!route.startsWith("/dashboard")) return new URLSearchParams({ nothing: "1" });
  const { letter = "", schedule = "", session = "", invitation = "", connection = "" } = params;
  return new URLSearchParams({
    id: idOf(route, params),
    job: letter,
    schedule,
    session,
    invitation,
    connection,
    target: `${connection}|http://calendar.invalid/work`,
    password: "x",
    revision: "1",
    force: "yes",
    active: "false",
  });
}

/** A request as each asker would send it; anonymous and other come from our own pages, the rest carries Ada's session. */
function requestOf(
  door: Endpoint,
  asker: Asker,
  address: string,
  town: RouteWalkData,
): RequestInit {
  const isApi = door.route.startsWith("/v0/") || door.route === "/mcp";
  const headers = new Headers({ accept: "text/html", origin: address });
  if (asker === "other") {
    headers.set("cookie", endsSession(door) ? town.graceLeaving : town.grace);
  }
  if (["foreign", "untyped", "json"].includes(asker)) {
    headers.set("cookie", cookieAtOnce(door, town));
  }
  if (asker === "foreign") headers.set("origin", "https://evil.test");
  if (door.method === "GET") return { method: "GET", headers };
  const asJson = asker === "json" || (isApi && asker !== "untyped");
  if (asker !== "untyped") {
    headers.set("content-type", asJson ? "application/json" : "application/x-www-form-urlencoded");
  }
  const body = asker === "untyped"
    ? new Uint8Array([120])
    : asJson
    ? "{}"
    : String(formOf(door, town));
  return { method: door.method, headers, body };
}

/** The session of who would change something of theirs without a body that could be refused: not Ada. */
function cookieAtOnce({ name, route }: Endpoint, town: RouteWalkData): string {
  if (route === "/v0/auth/logout") return town.graceLeaving;
  const isAtOnce = route.endsWith("/end-others") ||
    ["POST /v0/me/invitations", "DELETE /v0/me/email-templates/[which]"].includes(name);
  return isAtOnce ? town.grace : town.ada;
}

function endsSession({ route }: Endpoint): boolean {
  return route === "/auth/sign-out" || route === "/v0/auth/logout";
}

async function ask(door: Endpoint, asker: Asker, address: string, town: RouteWalkData, n: number) {
  const init = requestOf(door, asker, address, town);
  const headers = new Headers(init.headers);
  headers.set("x-forwarded-for", `198.51.${n >> 8}.${n & 255}`);
  const stop = new AbortController();
  const answer = await fetch(address + pathOf(door, town), {
    ...init,
    headers,
    redirect: "manual",
    signal: stop.signal,
  });
  const location = answer.headers.get("location") ?? "";
  const isSignIn = answer.status === 303 && new URL(location, address).pathname === "/auth/sign-in";
  stop.abort();
  return { said: isSignIn ? "sign-in" : String(answer.status), headers: answer.headers };
}

Deno.test("every route and method answers each kind of client as the table says", async () => {
  const dataDir = await Deno.makeTempDir({ prefix: "invito-walk-" });
  try {
    const town = await seedRouteWalk(dataDir);
    const before = await routeParamsOf(dataDir, town.adaId);
    const doors = await builtEndpoints();
    const lines: string[] = [], wrong: string[] = [];
    const program = await startProgram({
      dataDir,
      env: { INVITO_SESSION_SECRET: testSecret, INVITO_TRUSTED_PROXIES: "1" },
    });
    try {
      let n = 0;
      for (const door of doors) {
        const differences: string[] = [];
        for (const asker of askers) {
          const answer = await ask(door, asker, program.address, town, ++n);
          differences.push(answer.said);
          wrong.push(
            ...headersMissing(door, answer.headers).map((name) =>
              `${door.name} as ${asker}: header ${name}`
            ),
          );
        }
        lines.push(
          `${door.name.padEnd(66)} ${differences.map((each) => each.padEnd(9)).join(" ")}`,
        );
        const expected = table[door.name];
        if (!expected) {
          wrong.push(`${door.name}: no entry in routes-walk.table.ts: ${differences.join(" ")}`);
        } else if (expected !== differences.join(" ")) {
          wrong.push(`${door.name}: ${differences.join(" ")}, expected ${expected}`);
        }
      }
    } finally {
      await program.stop();
    }
    const gone = Object.keys(table).filter((name) => !doors.some((door) => door.name === name));
    console.log(
      `${"".padEnd(66)} ${askers.map((each) => each.padEnd(9)).join(" ")}\n${lines.join("\n")}`,
    );
    assert.deepEqual(wrong, []);
    assert.deepEqual(gone, [], "these doors are no more");
    assert.deepEqual(await routeParamsOf(dataDir, town.adaId), before);
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
});

/** What every answer carries, whoever asked (AUTH-7, AUTH-8). */
function headersMissing({ route }: Endpoint, headers: Headers): string[] {
  const policy = headers.get("content-security-policy") ?? "";
  const isWidget = route.startsWith("/widget/"), isToken = route.includes("[token");
  // An email is shown in a frame of ours, with the styles that emails carry, and no scripts.
  const isEmail = route.startsWith("/dashboard/") &&
    /\/(emails\/\[id\]\/html|\[which\]\/preview)$/.test(route);
  // So is the preview of a booking page, as any other page of ours.
  const isOurFrame = isEmail || /\/(event-types\/\[typeId\]|page)\/preview$/.test(route);
  const cacheControl = route.startsWith("/feed/") ? "private, no-cache" : "no-store";
  const frames = isWidget ? "*" : isOurFrame ? "'self'" : "'none'";
  // A form on these pages needs an Origin, which "no-referrer" would make null.
  const signsIn = route === "/auth/verify" || route.startsWith("/team-invitation/");
  const referrer = isToken && !signsIn
    ? "no-referrer"
    : signsIn
    ? "same-origin"
    : "strict-origin-when-cross-origin";
  const isPublic =
    /^\/($|calendar\/|team\/|docs\/api|llms\.txt$|v0\/openapi\.json$|\[x\+2e\]well-known\/api-catalog$|v0\/(users|teams)\/.*\[slug\](\/availability)?$|widget\/(.*\[slug\]|\[username\]|team\/\[team\])$)/
      .test(route);
  const holds: [string, boolean][] = [
    ["x-content-type-options", headers.get("x-content-type-options") === "nosniff"],
    ["permissions-policy", headers.has("permissions-policy")],
    ["referrer-policy", headers.get("referrer-policy") === referrer],
    ["frame-ancestors", policy.includes(`frame-ancestors ${frames}`)],
    [
      "x-frame-options",
      headers.get("x-frame-options") === (isWidget ? null : isOurFrame ? "SAMEORIGIN" : "DENY"),
    ],
    ["default-src", /default-src '(self|none)'/.test(policy)],
    ["no unsafe script", !/unsafe-eval|script-src[^;]*unsafe/.test(policy)],
    ["no unsafe style", isEmail || !policy.includes("unsafe-inline")],
    ["cache-control", !isToken || headers.get("cache-control") === cacheControl],
    ["compressed only in public", !isCompressible(headers) || isPublic],
    ["no cookie in the widget", !isWidget || headers.getSetCookie().length === 0],
  ];
  return holds.filter(([, isSo]) => !isSo).map(([name]) => name);
}

function isCompressible(headers: Headers): boolean {
  return /accept-encoding/i.test(headers.get("vary") ?? "");
}
