import type { LetterWords } from "$lib/scheduling/own-words.ts";
import { keys } from "./keys.ts";

const none: LetterWords = { words: {}, revision: 0 };

/** What a host says in the letters of an event type in words of their own; outlives the type, for its bookings do. */
export async function getLetterWords(
  kv: Deno.Kv,
  hostId: string,
  typeId: string,
): Promise<LetterWords> {
  return (await readLetterWords(kv, hostId, typeId)).value ?? none;
}

/** The same with its version, to be checked when it is changed. */
export function readLetterWords(
  kv: Deno.Kv,
  hostId: string,
  typeId: string,
): Promise<Deno.KvEntryMaybe<LetterWords>> {
  return kv.get<LetterWords>(keys.letterWords(hostId, typeId));
}

/** Adds the writes that replace the words as they were read. */
export function writeLetterWords(
  op: Deno.AtomicOperation,
  was: Deno.KvEntryMaybe<LetterWords>,
  words: LetterWords["words"],
): Deno.AtomicOperation {
  return op.check(was).set(was.key, { words, revision: (was.value?.revision ?? 0) + 1 });
}
