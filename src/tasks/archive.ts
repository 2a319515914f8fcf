/** A backup: the copied store as one SQLite file, with a page of its own that says what it is. */
import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import type { Settings } from "../lib/server/env.ts";
import { keepSecret } from "../lib/server/secret-file.ts";
import { copyStore } from "./snapshot.ts";

/** The file is no backup of this program, or a broken one. */
export class NoBackup extends Error {}

export interface Label {
  madeAt: string;
  /** Recognises the session secret that sealed what is inside, without telling it. */
  secretPrint: string;
  /** The secret itself, only where it was asked for. */
  secret: string | null;
}

/** Writes a backup beside the running program; refuses to overwrite a file. */
export async function writeBackup(
  settings: Settings,
  file: string,
  withSecret: boolean,
): Promise<Label> {
  await copyStore(settings, file);
  const secret = keepSecret(settings);
  const label: Label = {
    madeAt: new Date().toISOString(),
    secretPrint: printOf(secret),
    secret: withSecret ? secret : null,
  };
  using database = new DatabaseSync(file);
  database.exec("CREATE TABLE invito_backup (label TEXT NOT NULL)");
  database.prepare("INSERT INTO invito_backup VALUES (?)").run(JSON.stringify(label));
  return label;
}

/** Copies a backup to `to` as a store, checked to be whole, and answers its label. */
export async function unpackBackup(file: string, to: string): Promise<Label> {
  await Deno.copyFile(file, to);
  try {
    using database = new DatabaseSync(to);
    const [check] = database.prepare("PRAGMA integrity_check").all();
    if (check?.integrity_check !== "ok") throw new NoBackup(`${file} is damaged.`);
    const found = database.prepare("SELECT label FROM invito_backup").get();
    database.exec("DROP TABLE invito_backup");
    database.exec("VACUUM");
    return JSON.parse(String(found?.label));
  } catch (error) {
    if (error instanceof NoBackup) throw error;
    throw new NoBackup(`${file} is no backup made by \`deno task backup\`.`, { cause: error });
  }
}

/** A short print of a secret, by which two can be told apart. */
export function printOf(secret: string): string {
  return createHash("sha256").update(`invito backup ${secret}`).digest("hex").slice(0, 16);
}
