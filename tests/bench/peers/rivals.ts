/**
 * The two living rivals, started as they publish themselves where a copy is in the folder `PEERS_DIR` (`invito` in Go by
 * jeboehm, `calrs` in Rust by olivierlambert). Written from their documents.
 */
import { request } from "node:http";
import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { freePort } from "../../support/free-port.ts";
import { client, startIssuer } from "../../support/oidc-issuer.ts";
import { openLetterbox } from "../../support/proof/mail-sink.ts";
import {
  type Contestant,
  HOSTS,
  slug,
  type Started,
  untilItAnswers,
  usernameOf,
} from "./contestant.ts";

/** Where a rival's program is; null, with a line on the console, where there is no copy. */
export function findRival(name: "invito" | "calrs"): string | null {
  const folder = Deno.env.get("PEERS_DIR");
  const path = `${folder}/${name}`;
  if (folder && existsSync(path)) return path;
  console.warn(`SKIPPED  ${name}: to measure it, put its program into the folder PEERS_DIR names`);
  return null;
}

/** One program and one SQLite file; people come from an issuer, every booking is a request with an email. */
export function goInvito(program: string): Contestant {
  return {
    name: "Invito in Go",
    isTried: false,
    version: () => buildOf(program),
    async start(folder) {
      const issuer = await startIssuer([]), box = await openLetterbox(), port = freePort();
      const address = `http://127.0.0.1:${port}`, database = `${folder}/invito.db`;
      const run = () =>
        new Deno.Command(program, {
          cwd: folder,
          clearEnv: true,
          env: {
            INVITO_BASE_URL: address,
            INVITO_LISTEN_ADDR: `127.0.0.1:${port}`,
            INVITO_DB_PATH: database,
            INVITO_SESSION_SECRET: "ab".repeat(32),
            INVITO_OIDC_ISSUER: issuer.issuer,
            INVITO_OIDC_CLIENT_ID: client.id,
            INVITO_OIDC_CLIENT_SECRET: client.secret,
            ...box.settings,
            INVITO_SMTP_FROM: "invito@hosts.example",
          },
          stdin: "null",
          stdout: "null",
          stderr: "null",
        }).spawn();
      await once(run(), `${address}/`);
      using store = new DatabaseSync(database);
      for (let n = 1; n <= HOSTS; n++) {
        const name = usernameOf(n - 1);
        store.prepare(
          "INSERT INTO users (id, oidc_sub, email, name, username) VALUES (?, ?, ?, ?, ?)",
        )
          .run(n, name, `${name}@hosts.example`, name, name);
        store.prepare(
          "INSERT INTO event_types (id, user_id, slug, title, duration_minutes, booking_window_days) VALUES (?, ?, ?, ?, 30, 365)",
        ).run(n, n, slug, slug);
        for (let weekday = 0; weekday < 7; weekday++) {
          store.prepare(
            "INSERT INTO availability_rules (user_id, weekday, start_time, end_time) VALUES (?, ?, '00:00', '23:30')",
          ).run(n, weekday);
        }
      }
      const page = (host: number) => `/calendar/${usernameOf(host)}/${slug}`;
      const token = "c".repeat(32);
      return await running(run, address, page(0), {
        hosts: HOSTS,
        times: null,
        book: ({ host, start, client }) =>
          post(port, `${page(host)}/book`, client, `invito_csrf=${token}`, {
            csrf_token: token,
            guest_name: "Guest",
            guest_email: `${client}@guests.example`,
            guest_note: "",
            slot: new Date(start).toISOString().replace(".000", ""),
          }),
        booked: () =>
          Promise.resolve(rowsOf(
            database,
            "SELECT e.user_id AS host, b.start_at AS start, b.end_at AS end FROM bookings b " +
              "JOIN event_types e ON e.id = b.event_type_id WHERE b.status IN ('PENDING', 'CONFIRMED')",
          )),
        async end() {
          await issuer.stop();
          await box[Symbol.asyncDispose]();
        },
      });
    },
  };
}

/** One program and one SQLite file; its commands make one account and one type with office hours. */
export function calrs(program: string): Contestant {
  return {
    name: "calrs",
    isTried: false,
    version: async () => (await said(program, ["--version"])).trim(),
    async start(folder) {
      const port = freePort(), address = `http://127.0.0.1:${port}`;
      const env = { CALRS_DATA_DIR: folder, CALRS_BASE_URL: address };
      const name = usernameOf(0);
      await said(program, ["init"], `${name}\n${name}@hosts.example\nUTC\n`, env);
      const type = ["event-type", "create", "--title", slug, "--slug", slug, "--duration", "30"];
      await said(program, type, "", env);
      const run = () =>
        new Deno.Command(program, {
          args: ["serve", "--port", String(port)],
          env,
          stdin: "null",
          stdout: "null",
          stderr: "null",
        }).spawn();
      const page = `/u/${name}/${slug}`;
      await once(run(), address + page);
      return await running(run, address, page, {
        hosts: 1,
        times: null,
        book({ start, client }) {
          const [date = "", time = ""] = new Date(start).toISOString().split("T");
          const email = `${client}@guests.example`;
          const fields = {
            date,
            time: time.slice(0, 5),
            tz: "UTC",
            name: "Guest",
            email,
            notes: "",
          };
          return post(port, `${page}/book`, client, "", fields);
        },
        booked: () =>
          Promise.resolve(rowsOf(
            `${folder}/calrs.db`,
            "SELECT 1 AS host, start_at AS start, end_at AS end FROM bookings " +
              "WHERE status IN ('pending', 'confirmed')",
          )),
        end: () => Promise.resolve(),
      });
    },
  };
}

type Rest = Pick<Started, "hosts" | "times" | "book" | "booked"> & { end(): Promise<void> };

async function running(
  run: () => Deno.ChildProcess,
  address: string,
  page: string,
  { end, ...rest }: Rest,
): Promise<Started> {
  const began = performance.now(), child = run();
  const startMs = await untilItAnswers(address + page, began);
  return {
    address,
    pid: child.pid,
    startMs,
    page,
    ...rest,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await child.status;
      await end();
    },
  };
}

/** Runs a program until it answers, so that it has made its tables. */
async function once(child: Deno.ChildProcess, address: string): Promise<void> {
  await untilItAnswers(address, performance.now());
  child.kill("SIGTERM");
  await child.status;
}

/** Sends a form from an address of this machine of its own: both limit how often one address may book. */
function post(
  port: number,
  path: string,
  client: string,
  cookie: string,
  fields: Record<string, string>,
): Promise<number> {
  const body = new URLSearchParams(fields).toString();
  return new Promise((resolve, reject) => {
    const sent = request({
      host: "127.0.0.1",
      port,
      path,
      method: "POST",
      localAddress: client.replace(/^\d+/, "127"),
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        "content-length": body.length,
        "x-forwarded-for": client,
        origin: `http://127.0.0.1:${port}`,
        cookie,
      },
    }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode ?? 0));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

function rowsOf(database: string, query: string) {
  using store = new DatabaseSync(database, { readOnly: true });
  return store.prepare(query).all().map(({ host, start, end }) => ({
    host: String(host),
    start: instantOf(String(start)),
    end: instantOf(String(end)),
  }));
}

/** Times as both write them, in UTC: "2026-05-15 09:00:00 +0000 UTC", "2026-05-15T09:00:00". */
function instantOf(text: string): number {
  const [, date, time] = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)/.exec(text) ?? [];
  if (!date) throw new Error(`no instant: ${text}`);
  return Date.parse(`${date}T${time}Z`);
}

async function said(program: string, args: string[], input = "", env = {}): Promise<string> {
  const child = new Deno.Command(program, { args, env, stdin: "piped", stdout: "piped" }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(input));
  await writer.close();
  return new TextDecoder().decode((await child.output()).stdout);
}

/** A Go program says how it was built, where Go is installed. */
async function buildOf(program: string): Promise<string> {
  try {
    const { stdout } = await new Deno.Command("go", { args: ["version", "-m", program] }).output();
    return /\bmod\t\S+\t(\S+)/.exec(new TextDecoder().decode(stdout))?.[1] ?? "unknown";
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return "unknown";
  }
}
