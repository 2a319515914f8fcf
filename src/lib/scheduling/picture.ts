/** What a host or team shows of themselves: a picture in place of their initial, a logo in place of their name. */
export const pictureKinds = ["picture", "logo"] as const;
export type PictureKind = typeof pictureKinds[number];

export function isPictureKind(text: unknown): text is PictureKind {
  return pictureKinds.some((kind) => kind === text);
}

/** A stored picture by its hash, with its size in pixels. */
export interface Picture {
  hash: string;
  width: number;
  height: number;
}

/** The largest file that is accepted, bytes. */
export const MAX_PICTURE_BYTES = 900 * 1024;
/** The most pixels that a picture may have: each takes up to 12 bytes while it is read. */
export const MAX_PICTURE_PIXELS = 4_000_000;

/** The path of a stored picture. */
export function picturePath({ hash }: Picture): string {
  return `/picture/${hash}.webp`;
}
