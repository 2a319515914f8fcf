/** A real CalDAV server (DAViCal) with alice/alice-pw, over a PostgreSQL of its own, in a throw-away folder. */
import { freePort } from "../free-port.ts";
import { missingProgram } from "../expected-missing.ts";
import { answered, asPerson, type RealServer } from "./real-server.ts";

const packages =
  "davical postgresql php-cli php-pgsql php-curl php-xml libyaml-perl libdbd-pg-perl";
const source = "/usr/share/davical";

/** Starts DAViCal; null, with a line on the console, where it is not installed. */
export async function startDavical(): Promise<RealServer | null> {
  const bin = postgresFolder();
  if (!bin || !isThere(`${source}/htdocs/caldav.php`)) {
    return missingProgram("davical", `apt-get install ${packages}`);
  }
  const folder = await Deno.makeTempDir({ prefix: "davical-" });
  const [sql, port] = [freePort(), freePort()];
  const asPostgres = (line: string, streams: Deno.CommandOptions = quiet) =>
    Deno.uid() === 0
      ? new Deno.Command("su", {
        args: ["postgres", "-s", "/bin/sh", "-c", `exec ${line}`],
        ...streams,
      })
      : new Deno.Command("sh", { args: ["-c", `exec ${line}`], ...streams });
  await run("chmod", ["755", folder]);
  await Deno.mkdir(`${folder}/pg`);
  if (Deno.uid() === 0) await run("chown", ["postgres", `${folder}/pg`]);
  await done(
    asPostgres(
      `${bin}/initdb -D ${folder}/pg/data -A trust -U postgres -E UTF8 --locale=C -N`,
      telling,
    ),
  );
  const options =
    `-c listen_addresses=127.0.0.1 -c port=${sql} -c unix_socket_directories=${folder}/pg ` +
    `-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=30`;
  const postgres = asPostgres(`${bin}/postgres -D ${folder}/pg/data ${options}`).spawn();
  const children = [postgres];
  const end = async () => {
    // SIGINT is PostgreSQL's fast end.
    for (const child of children.toReversed()) {
      child.kill(child === postgres ? "SIGINT" : "SIGTERM");
      await child.status;
    }
    await Deno.remove(folder, { recursive: true });
  };
  try {
    const database = { PGHOST: "127.0.0.1", PGPORT: String(sql), PGUSER: "postgres" };
    for (let attempt = 0; !await succeeds("psql", ["-qc", "select 1"], database); attempt++) {
      if (attempt === 100) throw new Error("PostgreSQL did not start");
      await new Promise((wake) => setTimeout(wake, 100));
    }
    await run("cp", ["-rL", source, `${folder}/app`]);
    await Deno.mkdir(`${folder}/etc`);
    const always = `${folder}/app/htdocs/always.php`;
    await Deno.writeTextFile(
      always,
      (await Deno.readTextFile(always)).replaceAll("'/etc/davical/", `'${folder}/etc/`),
    );
    await Deno.writeTextFile(`${folder}/etc/config.php`, configuration(sql));
    await Deno.writeTextFile(`${folder}/router.php`, router);
    await run("bash", [`${folder}/app/dba/create-database.sh`, "davical", "admin-pw"], {
      ...database,
      DBAOPTS: `--dbhost 127.0.0.1 --dbport ${sql}`,
    });
    const people = { ...database, PGUSER: "davical_dba", PGDATABASE: "davical" };
    await run("psql", ["-qX", "-v", "ON_ERROR_STOP=1", "-c", alice], people);
    children.push(
      new Deno.Command("php", {
        args: ["-d", "variables_order=EGPCS", "-d", "display_errors=0", "-S", `127.0.0.1:${port}`]
          .concat("-t", `${folder}/app/htdocs`, `${folder}/router.php`),
        cwd: `${folder}/app/htdocs`,
        ...quiet,
      }).spawn(),
    );
    const address = `http://127.0.0.1:${port}`;
    const as = asPerson(address, "alice", "alice-pw");
    await answered("DAViCal", () => as("OPTIONS", "/caldav.php/alice/"));
    return { address, home: `${address}/caldav.php/alice/`, as, [Symbol.asyncDispose]: end };
  } catch (error) {
    await end();
    throw error;
  }
}

const quiet = { stdin: "null", stdout: "null", stderr: "null" } as const;
const telling = { stdin: "null", stdout: "piped", stderr: "piped" } as const;

function postgresFolder(): string | null {
  const root = "/usr/lib/postgresql";
  if (!isThere(root)) return null;
  return [...Deno.readDirSync(root)].map(({ name }) => `${root}/${name}/bin`)
    .find((bin) => isThere(`${bin}/initdb`)) ?? null;
}

function isThere(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

async function succeeds(program: string, args: string[], env: Record<string, string> = {}) {
  return (await new Deno.Command(program, { args, env, ...quiet }).output()).success;
}

async function run(program: string, args: string[], env: Record<string, string> = {}) {
  await done(new Deno.Command(program, { args, env, stdin: "null" }));
}

async function done(command: Deno.Command) {
  const { success, stderr } = await command.output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}

const configuration = (port: number) =>
  `<?php
$c->pg_connect[] = "dbname=davical user=davical_app host=127.0.0.1 port=${port}";
$c->system_name = "DAViCal";
$c->admin_email = 'admin@example.test';
$c->default_locale = "en_US.UTF-8";
`;

const router = `<?php
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (preg_match('{^/\\\\.well-known/caldav$}', $path)) { header('Location: /caldav.php/', true, 301); return true; }
return false;
`;

const alice = `INSERT INTO usr (username, fullname, email, password, active)
  VALUES ('alice', 'Alice', 'alice@example.test', '**alice-pw', true);
INSERT INTO principal (type_id, user_no, displayname, default_privileges)
  SELECT 1, user_no, fullname, privilege_to_bits(ARRAY['read-free-busy']) FROM usr
  WHERE username = 'alice';`;
