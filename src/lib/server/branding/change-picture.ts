import { Buffer } from "node:buffer";
import { HOUR } from "$lib/scheduling/durations.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { isOutdated, type PageSettings, type SeenRevision } from "$lib/scheduling/page-settings.ts";
import { MAX_PICTURE_BYTES, type PictureKind } from "$lib/scheduling/picture.ts";
import type { App } from "../app.ts";
import { changeAsOwner, type Owner, ownerIdOf } from "../availability/change-as-owner.ts";
import type { RewrittenPicture } from "../pictures/rewrite-picture.ts";
import type { RateLimit } from "../runtime/rate-limits.ts";
import { hashOf } from "../runtime/secrets.ts";
import { getPageSettings, setPageSettings } from "../store/page-settings.ts";
import { deletePicture, setPicture } from "../store/pictures.ts";

const perOwner: RateLimit = { max: 30, windowMs: HOUR };

/**
 * Rewrites a file and makes it the picture or logo of a host or team; "invalid" with the field `content` for what is no
 * picture, "changed" when `seen` is outdated.
 */
export async function uploadPicture(
  app: App,
  owner: Owner,
  kind: PictureKind,
  bytes: Uint8Array<ArrayBuffer>,
  seen: SeenRevision,
): Promise<Outcome<PageSettings, "busy" | "changed" | "invalid" | "not-found" | "too-many">> {
  if (bytes.length === 0) return unusable("picture-needed");
  if (bytes.length > MAX_PICTURE_BYTES) return unusable("picture-large");
  const shown = await getPageSettings(app.kv, ownerIdOf(owner));
  if (isOutdated(shown, kind, seen)) return refused("changed");
  const retryAfter = app.limits.take("picture", ownerIdOf(owner), perOwner);
  if (retryAfter !== null) return refused("too-many", { retryAfter });
  const rewritten = await app.rewritePicture(bytes, kind);
  if (rewritten === "busy") return refused("busy", { retryAfter: 10 });
  if (typeof rewritten === "string") return unusable(rewritten);
  return await changePicture(app, owner, kind, rewritten, seen);
}

/** Removes the picture or logo; "changed" when `seen` is outdated. */
export function removePicture(
  app: App,
  owner: Owner,
  kind: PictureKind,
  seen: SeenRevision,
): Promise<Outcome<PageSettings, "busy" | "changed" | "not-found">> {
  return changePicture(app, owner, kind, null, seen);
}

/** The file that base64 (RFC 4648 §4) stands for. */
export function bytesOfBase64(content: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(content, "base64"));
}

function unusable(fault: string) {
  return refused("invalid", { fields: { content: fault } });
}

async function changePicture(
  app: App,
  owner: Owner,
  kind: PictureKind,
  picture: RewrittenPicture | null,
  seen: SeenRevision,
): Promise<Outcome<PageSettings, "busy" | "changed" | "not-found">> {
  const ownerId = ownerIdOf(owner);
  const hash = picture &&
    await hashOf("picture", ownerId, kind, Buffer.from(picture.bytes).toString("base64"));
  return await changeAsOwner(app, owner, async (op) => {
    const was = await getPageSettings(app.kv, ownerId);
    if (isOutdated(was, kind, seen)) return refused("changed");
    const old = was[kind]?.hash;
    if (old && old !== hash) await deletePicture(app.kv, op, ownerId, old);
    if (picture && hash) setPicture(op, ownerId, hash, picture.bytes);
    const { width = 0, height = 0 } = picture ?? {};
    const revision = was.revision + 1;
    const settings: PageSettings = {
      ...was,
      [kind]: hash && { hash, width, height },
      revision,
      changedIn: { ...was.changedIn, [kind]: revision },
    };
    setPageSettings(op, ownerId, settings);
    return accepted(settings);
  });
}
