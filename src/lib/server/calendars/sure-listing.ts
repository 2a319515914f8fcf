/** A listing that is compared with what is known: what it leaves out is asked for before it is believed. */
import { CalendarProblem, type Known } from "./calendar.ts";
import { listMembers, listWindow } from "./listing.ts";
import { type Collection, type Fetched, fetchObjects } from "./objects.ts";
import { sameHref } from "./same-href.ts";

/** What a calendar has in the window, as far as its server can be made to say it. */
export interface SureListing {
  /** ETag by address. */
  listed: Map<string, string | null>;
  /** What is there and takes time, though no listing names it. */
  left: Fetched;
  /** The server leaves out what is there: what else it leaves out, nobody knows. */
  isIncomplete: boolean;
}

/**
 * Lists the window. Where that proves to leave out what is there, the members of the collection are listed instead; a
 * server that leaves something out of both is not known whole.
 */
export async function listSurely(
  collection: Collection,
  known: Known | null,
): Promise<SureListing> {
  const listed = await listWindow(collection);
  const left = await leftOut(collection, listed, known);
  if (isNothing(left)) return { listed, left, isIncomplete: false };
  const members = await listMembers(collection).catch((error) => {
    // A server that cannot list its members has shown what its listings are worth.
    if (!(error instanceof CalendarProblem)) throw error;
    return null;
  });
  if (members) {
    for (const [href, etag] of members) if (!listed.has(href)) listed.set(href, etag);
    const still = await leftOut(collection, listed, known);
    if (isNothing(still)) return { listed, left: still, isIncomplete: false };
    return { listed, left: still, isIncomplete: true };
  }
  return { listed, left, isIncomplete: true };
}

const isNothing = ({ objects, skipped }: Fetched) => objects.length + skipped.length === 0;

/** Of more than these that a listing leaves out, so many are asked for, to see whether it can be believed. */
const SAMPLE = 50;

/**
 * What a listing leaves out although it took time in the window is asked for by its name: a server in trouble lists
 * nothing, too. Only what is not there then is gone.
 */
async function leftOut(
  collection: Collection,
  listed: ReadonlyMap<string, unknown>,
  known: Known | null,
): Promise<Fetched> {
  const unnamed = [...new Set(await known?.busy?.())].filter((href) => !listed.has(href));
  const still = new Set(unnamed.length > 0 ? [...listed.keys()].map(sameHref) : []);
  const missing = unnamed.filter((href) => !still.has(sameHref(href)));
  const step = Math.ceil(missing.length / SAMPLE);
  const found = await fetchObjects(collection, missing.filter((_, n) => n % step === 0));
  if (step > 1 && found.objects.length + found.skipped.length > 0) {
    const rest = await fetchObjects(collection, missing.filter((_, n) => n % step !== 0));
    found.objects.push(...rest.objects);
    found.skipped.push(...rest.skipped);
  }
  // What was moved out of the window is rightly left out.
  return { ...found, objects: found.objects.filter(({ busy }) => busy.length > 0) };
}
