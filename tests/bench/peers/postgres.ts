/**
 * PostgreSQL at a booking of our shape: the guard's row with its version, booking, hold, history, two jobs and the answer
 * under its key in one transaction, as durable as it is by default, over a socket of a cluster of its own.
 */
import { existsSync } from "node:fs";

export interface PeerBookings {
  version: string;
  /** Bookings a second of one client, and of sixteen on as many hosts. */
  one: number;
  sixteen: number;
}

/** Bytes of the values in our store. */
const BOOKING = 1_400, HOLD = 180, HISTORY = 120, JOB = 330, ANSWER = 330;

const tables = `
create table guard (host int primary key, version bigint not null, state text);
create table booking (id bigint primary key, host int not null, status text not null, start bigint not null, value text);
create index booking_of on booking (host, status, start);
create table hold (host int not null, start bigint not null, id bigint not null, value text, primary key (host, start, id));
create table history (booking bigint not null, revision int not null, value text, primary key (booking, revision));
create table job (id bigserial primary key, due bigint not null, booking bigint not null, value text);
create index job_due on job (due);
create index job_of on job (booking);
create table answer (key text primary key, value text);
create sequence bookings;
insert into guard select n, 0, repeat('g', 200) from generate_series(1, 16) n;`;

/** Read, then written in one pipeline: the second round trip is the whole transaction. */
const script = `
\\set host 1 + :client_id
select nextval('bookings') as id, version from guard where host = :host \\gset
\\startpipeline
begin;
update guard set version = version + 1 where host = :host and version = :version;
insert into booking values (:id, :host, 'PENDING', :id, repeat('b', ${BOOKING}));
insert into hold values (:host, :id, :id, repeat('h', ${HOLD}));
insert into history values (:id, 1, repeat('y', ${HISTORY}));
insert into job (due, booking, value) values (:id, :id, repeat('j', ${JOB})), (:id, :id, repeat('k', ${JOB}));
insert into answer values ('key-' || :id, repeat('a', ${ANSWER}));
commit;
\\endpipeline
`;

/** Null, with a line on the console, where it is not installed. */
export async function timePostgres(seconds: number): Promise<PeerBookings | null> {
  const bin = folderOf("initdb");
  const pgbench = bin && existsSync(`${bin}/pgbench`) ? `${bin}/pgbench` : "/usr/bin/pgbench";
  if (!bin || !existsSync(pgbench)) {
    console.warn("SKIPPED  PostgreSQL: to measure it, apt-get install postgresql");
    return null;
  }
  const folder = await Deno.makeTempDir({ prefix: "postgres-" });
  await run(["chmod", "777", folder]);
  const [version = ""] = /\d+(\.\d+)?/.exec(await asPostgres(`${bin}/postgres --version`)) ?? [];
  await asPostgres(`${bin}/initdb -D ${folder}/data -A trust -U postgres -E UTF8 --locale=C`);
  const options = `-c listen_addresses= -c unix_socket_directories=${folder} -c max_connections=40`;
  await asPostgres(
    `${bin}/pg_ctl -D ${folder}/data -w -l ${folder}/log -o '${options}' start`,
  );
  try {
    await Deno.writeTextFile(`${folder}/tables.sql`, tables);
    await Deno.writeTextFile(`${folder}/book.sql`, script);
    await run(["psql", "-h", folder, "-U", "postgres", "-q", "-f", `${folder}/tables.sql`]);
    const rate = async (clients: number, seconds: number) => {
      const said = await run(
        [pgbench, "-h", folder, "-U", "postgres", "-n", "-M", "extended"]
          .concat("-f", `${folder}/book.sql`, "-c", String(clients), "-T", String(seconds))
          .concat("postgres"),
      );
      const failed = /number of failed transactions: ([1-9]\d*)/.exec(said);
      if (failed) throw new Error(`${failed[1]} transactions of PostgreSQL failed`);
      return Number(/tps = ([\d.]+)/.exec(said)?.[1]);
    };
    await rate(4, 2);
    return { version, one: await rate(1, seconds), sixteen: await rate(16, seconds) };
  } finally {
    await asPostgres(`${bin}/pg_ctl -D ${folder}/data -m fast -w stop`);
    await Deno.remove(folder, { recursive: true });
  }
}

/** The server does not run as root. */
function asPostgres(line: string): Promise<string> {
  return Deno.uid() === 0
    ? run(["su", "postgres", "-s", "/bin/sh", "-c", line])
    : run(["sh", "-c", line]);
}

async function run([program = "", ...args]: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(program, { args, cwd: "/" }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

function folderOf(program: string): string | null {
  const root = "/usr/lib/postgresql";
  if (!existsSync(root)) return null;
  return [...Deno.readDirSync(root)].map(({ name }) => `${root}/${name}/bin`)
    .find((bin) => existsSync(`${bin}/${program}`)) ?? null;
}
