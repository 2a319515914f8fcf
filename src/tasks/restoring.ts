import { isRemote, type Settings } from "../lib/server/env.ts";
import { type Label, printOf, unpackBackup } from "./archive.ts";
import { NoStore } from "./snapshot.ts";

/** Puts a backup in place of the store and answers what to tell; the caller holds the folder. */
export async function restoreInto(settings: Settings, file: string): Promise<string[]> {
  if (isRemote(settings.dbPath)) {
    throw new NoStore(
      `The store is a server at ${settings.dbPath}: restore it with that server's own means.`,
    );
  }
  const told: string[] = [];
  const fresh = `${settings.dbPath}.restoring`;
  await removeIfThere(fresh);
  const label = await unpackBackup(file, fresh);

  const aside = `before-${new Date().toISOString().replaceAll(":", "-")}`;
  for (const end of ["", "-wal", "-shm"]) {
    if (await moveIfThere(settings.dbPath + end, `${settings.dbPath}.${aside}${end}`) && !end) {
      told.push(`The store that was there is now ${settings.dbPath}.${aside}.`);
    }
  }
  await Deno.rename(fresh, settings.dbPath);
  told.unshift(`The store of ${label.madeAt} is back in ${settings.dbPath}.`);
  return [...told, ...await restoreSecret(settings, label, aside)];
}

async function restoreSecret(settings: Settings, label: Label, aside: string): Promise<string[]> {
  const path = `${settings.dataDir}/secret`;
  const present = settings.sessionSecret ?? await readIfThere(path);
  if (present && printOf(present) === label.secretPrint) return [];
  if (!label.secret) {
    return [
      `The session secret here is not the one of the backup: put that one into ${path} or INVITO_SESSION_SECRET before starting. Without it calendar passwords and links in old letters are lost.`,
    ];
  }
  if (settings.sessionSecret) {
    return [
      "INVITO_SESSION_SECRET is not the secret of the backup, which was put into the data folder: unset the variable, or move the old secret to INVITO_SESSION_SECRET_OLD.",
      ...await keep(),
    ];
  }
  return await keep();

  async function keep(): Promise<string[]> {
    const moved = await moveIfThere(path, `${path}.${aside}`);
    await Deno.writeTextFile(path, `${label.secret}\n`, { createNew: true, mode: 0o600 });
    return moved
      ? [`The secret of the backup is in force; the other one is now ${path}.${aside}.`]
      : ["The secret of the backup is in force."];
  }
}

async function moveIfThere(from: string, to: string): Promise<boolean> {
  try {
    await Deno.rename(from, to);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

async function removeIfThere(path: string): Promise<void> {
  for (const end of ["", "-wal", "-shm"]) {
    await Deno.remove(path + end).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
  }
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return (await Deno.readTextFile(path)).trim();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
