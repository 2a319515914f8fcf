/** Copies of the database file that are of one instant, made while the program runs. */
import { product } from "$lib/product.ts";
import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from "node:sqlite";
import { dirname } from "node:path";
import type { Settings } from "../runtime/settings.ts";
import { OperatorError } from "../runtime/operator-error.ts";
import { storeFailureOf } from "../kv/errors.ts";
import { operations } from "$lib/i18n/english-only/index.ts";
import { format } from "$lib/i18n/format.ts";

/** There is no database file to copy; the message says what to do. */
export class StoreMissing extends OperatorError {}

type Location = Pick<Settings, "dbPath">;

/** How many records are in memory at a time. */
const ROWS_AT_ONCE = 256;

/** How long a copy waits for a database that is locked just now, ms. */
const PATIENCE = "PRAGMA busy_timeout = 10000";

/** Copies the store into an empty file by SQLite’s own command, which the program’s permissions do not allow. */
export function copyStore(settings: Location, to: string): void {
  using database = new DatabaseSync(storeFile(settings));
  database.exec(PATIENCE);
  sayingFull(to, () => database.prepare("VACUUM INTO ?").run(to));
}

/**
 * Copies the store into an empty file row by row, without what was deleted; with `prefixes` only the records under these
 * keys, which are of texts, and what Deno KV says of the file itself.
 */
export function copyRows(settings: Location, to: string, prefixes?: readonly Deno.KvKey[]): void {
  using from = new DatabaseSync(storeFile(settings));
  using copy = new DatabaseSync(to);
  from.exec(PATIENCE);
  from.exec("BEGIN");
  sayingFull(to, () => {
    copy.exec("PRAGMA journal_mode = OFF");
    copy.exec("BEGIN");
    // Tables before their indexes.
    const parts = from.prepare(
      "SELECT type, name, sql FROM sqlite_schema WHERE sql NOTNULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC",
    );
    for (const { type, name, sql } of parts.all()) {
      copy.exec(String(sql));
      if (type === "table") copyTable(from, copy, String(name), prefixes);
    }
    copy.exec("COMMIT");
  });
}

function copyTable(
  from: DatabaseSync,
  copy: DatabaseSync,
  table: string,
  prefixes: readonly Deno.KvKey[] | undefined,
): void {
  const isKv = table === "kv";
  if (prefixes && !isKv && table !== "migration_state" && table !== "data_version") return;
  const columns = from.prepare(`PRAGMA table_info(${table})`).all().length;
  const insert = copy.prepare(`INSERT INTO ${table} VALUES (${Array(columns).fill("?").join()})`);
  const put = (row: Row) => insert.run(...Object.values(row));
  if (!isKv) return rowsOf(from, `SELECT * FROM ${table}`).forEach(put);
  for (const range of prefixes?.map(rangeOf) ?? [undefined]) {
    for (const row of recordsIn(from, range)) put(row);
  }
}

type Row = Record<string, SQLOutputValue>;

/** The rows of all records by their keys, or of those from a first key to before another. */
export function* recordsIn(
  database: DatabaseSync,
  [start, end]: readonly [start: Uint8Array, end?: Uint8Array] = [new Uint8Array()],
): Generator<Row> {
  const before = end ? "AND k < ?" : "";
  let from = ">=", key = start;
  while (true) {
    const query = `SELECT * FROM kv WHERE k ${from} ? ${before} ORDER BY k LIMIT ${ROWS_AT_ONCE}`;
    const rows = rowsOf(database, query, key, ...(end ? [end] : []));
    yield* rows;
    if (rows.length < ROWS_AT_ONCE) return;
    from = ">";
    key = rows.at(-1)!.k as Uint8Array;
  }
}

/** All rows of a query. Deno's `iterate` ends at a damaged page as at the last row: a backup would be without the rest. */
function rowsOf(database: DatabaseSync, query: string, ...values: SQLInputValue[]): Row[] {
  const select = database.prepare(query);
  select.setReadBigInts(true);
  return select.all(...values);
}

/** The keys under a prefix of texts, as Deno KV writes them: each begins with 2 and ends with 0. */
function rangeOf(prefix: Deno.KvKey): [start: Uint8Array, end: Uint8Array] {
  const start = new TextEncoder().encode(prefix.map((text) => `\x02${String(text)}\0`).join(""));
  return [start, Uint8Array.of(...start, 0xff)];
}

/** Of a disk that is full it is said which. */
function sayingFull(to: string, copy: () => void): void {
  try {
    copy();
  } catch (error) {
    if (storeFailureOf(error) !== "full") throw error;
    throw new OperatorError(format(operations.store.copyFull, { path: dirname(to) }));
  }
}

/** Creates a file with mode 0600; SQLite takes an empty file for an empty database. */
export function makePrivateFile(path: string): void {
  Deno.openSync(path, { write: true, createNew: true, mode: 0o600 }).close();
}

/** The path of the database file; throws StoreMissing when there is none. */
export function storeFile({ dbPath }: Location): string {
  try {
    if (Deno.statSync(dbPath).isFile) return dbPath;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  throw new StoreMissing(
    `There’s no database at ${dbPath} yet. Start ${product} once to create it.`,
  );
}
