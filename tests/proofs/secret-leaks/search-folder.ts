/** Looks through a data folder that no program holds: its files byte by byte, its store record by record. */
import { Buffer } from "node:buffer";

export interface FolderContents {
  records: { kind: string; text: string }[];
  files: { path: string; bytes: Buffer }[];
}

export async function readFolderContents(dataDir: string): Promise<FolderContents> {
  const files: FolderContents["files"] = [];
  for await (const { name, isFile } of Deno.readDir(dataDir)) {
    if (isFile) {
      files.push({ path: name, bytes: Buffer.from(await Deno.readFile(`${dataDir}/${name}`)) });
    }
  }
  const records: FolderContents["records"] = [];
  const kv = await Deno.openKv(`${dataDir}/invito.db`);
  for await (const { key, value } of kv.list({ prefix: [] })) {
    records.push({ kind: String(key[0]), text: `${key.join(" ")} ${textOf(value)}` });
  }
  kv.close();
  return { records, files };
}

/** The kinds of record, by the first part of their keys, that hold a text. */
export function inWhichRecords({ records }: FolderContents, needle: string): string[] {
  const holding = records.filter(({ text }) => text.includes(needle));
  return [...new Set(holding.map(({ kind }) => kind))];
}

/**
 * Whether a text stands anywhere in the files, deleted pages included: as UTF-8, as one or two bytes a character, or its hex
 * digits as bytes. SQLite continues a long record on another page, which may cut the text in two: either half counts.
 */
export function isInBytes({ files }: FolderContents, needle: string): boolean {
  const middle = 2 * Math.ceil(needle.length / 4);
  const forms = [needle.slice(0, middle), needle.slice(middle)].flatMap((half) => [
    Buffer.from(half, "utf8"),
    Buffer.from(half, "latin1"),
    Buffer.from(half, "utf16le"),
    ...(/^[0-9a-f]{32,}$/.test(needle) ? [Buffer.from(half, "hex")] : []),
  ]);
  return files.some(({ bytes }) => forms.some((form) => bytes.includes(form)));
}

/** Every text in a value, at any depth. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === null || typeof value !== "object") return String(value);
  return Object.entries(value).map(([name, inner]) => `${name} ${textOf(inner)}`).join("\n");
}
