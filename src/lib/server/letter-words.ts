import type { EventType } from "$lib/scheduling/event-type.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import {
  type LetterWords,
  type OwnWords,
  placesOf,
  unknownPlaces,
  wordedLetters,
} from "$lib/scheduling/own-words.ts";
import type { Letter } from "$lib/scheduling/reactions.ts";
import { wordsFor } from "$lib/words/index.ts";
import { say } from "$lib/words/say.ts";
import type { App } from "./app.ts";
import { commit, newCommit } from "./store/commit.ts";
import { getEventType } from "./store/event-types.ts";
import { readLetterWords, writeLetterWords } from "./store/letter-words.ts";

/** Puts one letter of a type, or one of its reminders, into the host's own words; empty ones lead back to the standard. */
export async function set(
  app: App,
  hostId: string,
  typeId: string,
  which: string,
  revision: number,
  { subject, text }: OwnWords,
): Promise<Outcome<LetterWords>> {
  const type = await getEventType(app.kv, hostId, typeId);
  const letter = type && letterOf(type, which);
  if (!type || !letter) return refused("not-found");
  const fields = {
    ...troubleWith("subject", letter, subject),
    ...troubleWith("text", letter, text),
  };
  if (Object.keys(fields).length > 0) return refused("invalid", { fields });

  const was = await readLetterWords(app.kv, hostId, typeId);
  if ((was.value?.revision ?? 0) !== revision) return refused("changed");
  const words = Object.entries(was.value?.words ?? {}).filter(([each]) =>
    each !== which && letterOf(type, each) !== null
  );
  if (subject || text) words.push([which, { subject, text }]);
  const op = writeLetterWords(newCommit(app.kv), was, Object.fromEntries(words));
  return await commit(op)
    ? accepted({ words: Object.fromEntries(words), revision: revision + 1 })
    : refused("changed");
}

/** Which kind of letter a name of a letter or of a reminder means for this type; null for any other. */
export function letterOf(type: Pick<EventType, "reminders">, which: string): Letter | null {
  const reminder = type.reminders.find(({ id }) => id === which);
  if (reminder) return reminder.side === "before" ? "reminder" : "follow-up";
  return wordedLetters.find((each) => each === which) ?? null;
}

/** A place that the letter does not have would stay in it as it is written. */
function troubleWith(field: string, letter: Letter, text: string): Record<string, string> {
  const unknown = unknownPlaces(letter, text);
  if (unknown.length === 0) return {};
  const inBraces = (names: string[]) => names.map((name) => `{${name}}`).join(", ");
  return {
    [field]: say(wordsFor("en").dashboard.letters.unknownPlace, {
      unknown: inBraces(unknown),
      known: inBraces(placesOf(letter)),
    }),
  };
}
