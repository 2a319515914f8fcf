/**
 * Must never be: an answer of the API that its description does not name, or one of status 500. Schemathesis draws
 * requests from `/v0/openapi.json`, right ones and wrong ones, and checks each answer.
 *
 * Run: `deno run -A tests/proofs/api-conformance.ts`
 */
import * as apiKeys from "$lib/server/auth/api-keys.ts";
import { messages } from "$lib/i18n/messages.ts";
import { scopes } from "$lib/scheduling/api-key.ts";
import { apiCaller } from "../support/api-caller.ts";
import { prove } from "../support/proof/run-proof.ts";
import { pythonPackage } from "../support/python-package.ts";
import { startWithHost } from "../support/running-program.ts";

/** A client and a key of its own for each request, so that no rate limit ends the run. */
const hooks = `
import itertools, json, os, random, schemathesis
from schemathesis import GenerationMode
there = json.loads(os.environ["API_IDS"])
apart = tuple(json.loads(os.environ["API_APART"]))
keys = itertools.cycle(os.environ["API_KEYS"].split(","))
clients = itertools.count(1)

@schemathesis.check
def takes_what_it_describes(ctx, response, case):
    if case.meta is None or case.meta.generation.mode != GenerationMode.POSITIVE or response.status_code != 422:
        return
    answer = response.json()
    # Which years have one no pattern says.
    sent = str(case.body) + str(case.query)
    if "-02-29" in sent: return
    # A character beyond U+FFFF counts twice here, as in JavaScript, and once in JSON Schema.
    if any(ord(each) > 0xffff for each in sent): return
    wrong = {name: text for name, text in answer.get("fields", {}).items() if not text.startswith(apart)}
    if answer["code"] == "invalid" and wrong:
        raise AssertionError(f"what the description allows is refused: {wrong}")

@schemathesis.hook
def before_call(context, case, kwargs):
    n = next(clients)
    case.headers = case.headers or {}
    case.headers["X-Forwarded-For"] = f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}"
    case.headers["Authorization"] = f"Bearer {next(keys)}"
    path, names = case.operation.path, case.path_parameters or {}
    # A deletion would leave nothing to ask for.
    if case.method.upper() != "DELETE" and random.random() < 0.7:
        for prefix, values in there.items():
            if path.startswith(prefix):
                names.update({name: value for name, value in values.items() if name in names})
`;

/** A body that is too large is refused before it is read. */
const settings = `
[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422, 428, 429, "5xx"]
`;

/** What there is to be asked for, by the beginning of a path: the host's own records, made over the API. */
async function recordsOf(address: string, key: string): Promise<Record<string, unknown>> {
  const api = apiCaller(address, key);
  const { eventType } = await api["eventTypes"]!["create"]!({ title: "Asked", durations: [30] });
  const { schedule } = await api["schedules"]!["create"]!({ name: "Evenings" });
  const { team } = await api["teams"]!["create"]!({ name: "Crew" });
  const hook = { url: "https://hooks.example.org/", kinds: ["booking.confirmed"] };
  const { webhook } = await api["webhooks"]!["create"]!(hook);
  const ada = { username: "ada", slug: "coffee" };
  const { slots } = await api["pages"]!["availability"]!({ ...ada, days: 14 });
  const { booking, actions } = await api["bookings"]!["create"]!({
    username: "ada",
    eventSlug: "coffee",
    startsAt: slots[0].startsAt,
    inviteeName: "Grace",
    inviteeEmail: "grace@example.com",
  });
  return {
    "/v0/event-types/": { id: eventType.id },
    "/v0/me/schedules/": { id: schedule.id },
    "/v0/me/bookings/": { id: booking.id },
    "/v0/bookings/actions/": { token: actions.token },
    "/v0/teams/": { id: team.id, team: team.slug },
    "/v0/webhooks/": { id: webhook.id },
    "/v0/users/": ada,
  };
}

/** What no schema of single fields can say: what two of them are together, what a text means, and what is in the store. */
const apart = [
  ...["window-backwards", "days-backwards", "days-long", "calendar-span", "page-owner"],
  ...["member-twice", "place-twice", "cursor-invalid", "name-reserved", "slug-empty"],
  ...["block-form", "unknown-zone", "timezone-form", "country-unknown", "address-invalid"],
  ...["picture-unreadable", "schedule-used", "member-unknown", "event-type-unknown"],
  ...["webhook-https", "no-mail", "guests-not-taken", "unknown-answer", "duration-offered"],
  ...["too-many-for-collective", "team-full", "too-many-types", "too-many-webhooks"],
];

/** What schemathesis checks, and that wrong input is refused; that right input is taken is a check of ours. */
const checks = [
  "not_a_server_error",
  "status_code_conformance",
  "content_type_conformance",
  "response_headers_conformance",
  "response_schema_conformance",
  "negative_data_rejection",
  "takes_what_it_describes",
];

await prove("api conformance", async (proof) => {
  const bin = await pythonPackage("schemathesis");
  if (!bin) return;
  const secrets: string[] = [];
  await using program = await startWithHost(
    { env: { INVITO_TRUSTED_PROXIES: "1" } },
    async (app, host) => {
      for (let n = 0; n < 20; n++) {
        const made = await apiKeys.create(app, host, {
          name: `Key ${n}`,
          scopes: [...scopes],
          expires: "30",
        });
        if (made.ok) secrets.push(made.value.secret);
      }
    },
  );
  const folder = await Deno.makeTempDir({ prefix: "invito-schemathesis-" });
  try {
    await Deno.writeTextFile(`${folder}/hooks.py`, hooks);
    await Deno.writeTextFile(`${folder}/schemathesis.toml`, settings);
    const most = proof.count(2, 25);
    const phases = proof.count(0, 1) ? "examples,coverage,fuzzing" : "examples,fuzzing";
    const { success, stdout } = await new Deno.Command(`${bin}/schemathesis`, {
      args: [
        ...["run", `${program.address}/v0/openapi.json`, "--checks", checks.join()],
        ...["--phases", phases, "--max-examples", String(most)],
        ...["--seed", String(proof.below(2 ** 31)), "--generation-database", "none", "--no-color"],
        ...["--request-timeout", "20", "--workers", "2"],
      ],
      cwd: folder,
      stderr: "null",
      env: {
        API_KEYS: secrets.join(),
        API_APART: JSON.stringify(
          apart.map((code) => messages("en").refusals.fields[code]!.split("{")[0]),
        ),
        API_IDS: JSON.stringify(await recordsOf(program.address, secrets[0]!)),
        SCHEMATHESIS_HOOKS: "hooks",
        PYTHONPATH: folder,
        NO_COLOR: "1",
      },
    }).output();
    const text = new TextDecoder().decode(stdout);
    if (!success) proof.fail(text);
    for (const line of text.match(/^.*generated,.*$/gim) ?? []) {
      proof.log(line.trim());
    }
    proof.checkLog(program.output().log);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
