/** A listing that is checked against the stored objects: those it leaves out are fetched before they count as gone. */
import { CalendarError, type KnownObjects } from "../calendar.ts";
import { listAllMembers, listObjectsInWindow } from "./list-objects.ts";
import {
  type CalendarCollection,
  type FetchedObjects,
  fetchObjects,
  withoutEtags,
} from "./fetch-objects.ts";
import { canonicalHref } from "../canonical-href.ts";

/** The objects of a calendar in the window. */
export interface VerifiedListing {
  /** ETags by href. */
  listed: Map<string, string | null>;
  /** Objects that exist and are busy, although no listing contains them. */
  omitted: FetchedObjects;
  /** Listings leave objects out, so unknown ones may be missing. */
  isIncomplete: boolean;
}

/**
 * Lists the window. When the listing left an existing object out, the members of the collection are listed as well; when
 * both leave objects out, the listing is incomplete.
 */
export async function listVerified(
  collection: CalendarCollection,
  known: KnownObjects | null,
): Promise<VerifiedListing> {
  const listed = await listObjectsInWindow(collection);
  const omitted = await fetchOmitted(collection, listed, known);
  if (isEmptyFetch(omitted)) return { listed, omitted, isIncomplete: false };
  const members = await listAllMembers(collection).catch((error) => {
    // Without a list of members the listing stays incomplete.
    if (!(error instanceof CalendarError)) throw error;
    return null;
  });
  if (members) {
    for (const [href, etag] of members) if (!listed.has(href)) listed.set(href, etag);
    const stillOmitted = await fetchOmitted(collection, listed, known);
    if (isEmptyFetch(stillOmitted)) return { listed, omitted: stillOmitted, isIncomplete: false };
    return { listed, omitted: stillOmitted, isIncomplete: true };
  }
  return { listed, omitted, isIncomplete: true };
}

const isEmptyFetch = ({ objects, unreadable }: FetchedObjects) =>
  objects.length + unreadable.length === 0;

/** Missing objects that are fetched as a sample when more are missing. */
const SAMPLE_SIZE = 50;

/**
 * Fetches objects that were busy in the window and that the listing leaves out, because a faulty server may list nothing.
 * Those that do not exist are gone.
 */
async function fetchOmitted(
  collection: CalendarCollection,
  listed: ReadonlyMap<string, unknown>,
  known: KnownObjects | null,
): Promise<FetchedObjects> {
  const unlisted = [...new Set(await known?.busyHrefs?.())].filter((href) => !listed.has(href));
  const listedHrefs = new Set(unlisted.length > 0 ? [...listed.keys()].map(canonicalHref) : []);
  const missing = unlisted.filter((href) => !listedHrefs.has(canonicalHref(href)));
  const step = Math.ceil(missing.length / SAMPLE_SIZE);
  const found = await fetchObjects(
    collection,
    withoutEtags(missing.filter((_, n) => n % step === 0)),
  );
  if (step > 1 && found.objects.length + found.unreadable.length > 0) {
    const rest = await fetchObjects(
      collection,
      withoutEtags(missing.filter((_, n) => n % step !== 0)),
    );
    found.objects.push(...rest.objects);
    found.unreadable.push(...rest.unreadable);
  }
  // Objects that were moved out of the window are rightly left out.
  return { ...found, objects: found.objects.filter(({ busy }) => busy.length > 0) };
}
