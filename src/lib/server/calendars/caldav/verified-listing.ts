/** A listing that is compared with what is known: what it leaves out is asked for before it is believed. */
import { CalendarError, type KnownObjects } from "../calendar.ts";
import { listAllMembers, listObjectsInWindow } from "./list-objects.ts";
import { type CalendarCollection, type FetchedObjects, fetchObjects } from "./fetch-objects.ts";
import { canonicalHref } from "../canonical-href.ts";

/** What a calendar has in the window, as far as its server can be made to say it. */
export interface VerifiedListing {
  /** ETag by address. */
  listed: Map<string, string | null>;
  /** What is there and takes time, though no listing names it. */
  omitted: FetchedObjects;
  /** The server leaves out what is there: what else it leaves out, nobody knows. */
  isIncomplete: boolean;
}

/**
 * Lists the window. Where that proves to leave out what is there, the members of the collection are listed instead; a
 * server that leaves something out of both is not known whole.
 */
export async function listVerified(
  collection: CalendarCollection,
  known: KnownObjects | null,
): Promise<VerifiedListing> {
  const listed = await listObjectsInWindow(collection);
  const left = await fetchOmitted(collection, listed, known);
  if (isEmptyFetch(left)) return { listed, omitted: left, isIncomplete: false };
  const members = await listAllMembers(collection).catch((error) => {
    // A server that cannot list its members has shown what its listings are worth.
    if (!(error instanceof CalendarError)) throw error;
    return null;
  });
  if (members) {
    for (const [href, etag] of members) if (!listed.has(href)) listed.set(href, etag);
    const still = await fetchOmitted(collection, listed, known);
    if (isEmptyFetch(still)) return { listed, omitted: still, isIncomplete: false };
    return { listed, omitted: still, isIncomplete: true };
  }
  return { listed, omitted: left, isIncomplete: true };
}

const isEmptyFetch = ({ objects, unreadable }: FetchedObjects) =>
  objects.length + unreadable.length === 0;

/** Of more than these that a listing leaves out, so many are asked for, to see whether it can be believed. */
const SAMPLE_SIZE = 50;

/**
 * What a listing leaves out although it took time in the window is asked for by its name: a server in trouble lists
 * nothing, too. Only what is not there then is gone.
 */
async function fetchOmitted(
  collection: CalendarCollection,
  listed: ReadonlyMap<string, unknown>,
  known: KnownObjects | null,
): Promise<FetchedObjects> {
  const unnamed = [...new Set(await known?.busyHrefs?.())].filter((href) => !listed.has(href));
  const still = new Set(unnamed.length > 0 ? [...listed.keys()].map(canonicalHref) : []);
  const missing = unnamed.filter((href) => !still.has(canonicalHref(href)));
  const step = Math.ceil(missing.length / SAMPLE_SIZE);
  const found = await fetchObjects(collection, missing.filter((_, n) => n % step === 0));
  if (step > 1 && found.objects.length + found.unreadable.length > 0) {
    const rest = await fetchObjects(collection, missing.filter((_, n) => n % step !== 0));
    found.objects.push(...rest.objects);
    found.unreadable.push(...rest.unreadable);
  }
  // What was moved out of the window is rightly left out.
  return { ...found, objects: found.objects.filter(({ busy }) => busy.length > 0) };
}
