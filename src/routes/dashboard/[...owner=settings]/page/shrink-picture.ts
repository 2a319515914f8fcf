import { MAX_PICTURE_BYTES, MAX_PICTURE_PIXELS } from "$lib/scheduling/picture.ts";

/** The longest side of a shrunk picture, pixels: more than is ever shown. */
const MAX_SIDE = 1024;

/** Puts a smaller version in place of a file that is too large in bytes or pixels, such as a photo; what the browser cannot read stays. */
export async function shrinkPicture(form: FormData, field: string): Promise<void> {
  const file = form.get(field);
  if (!(file instanceof File)) return;
  // A file that this browser cannot read is sent as it is: the server says what is wrong with it.
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return;
  const isSmall = file.size <= MAX_PICTURE_BYTES &&
    picture.width * picture.height <= MAX_PICTURE_PIXELS;
  if (isSmall) return picture.close();
  const scale = Math.min(1, MAX_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const smaller = await new Promise<Blob | null>((resolve) =>
    canvas.toBlob(resolve, "image/webp", 0.9)
  );
  if (smaller) form.set(field, smaller, file.name);
}
