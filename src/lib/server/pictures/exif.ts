const ORIENTATION = 0x0112;

/** The orientation that EXIF data (a TIFF) names, 1 to 8; 1 where it names none or cannot be read. */
export function exifOrientation(tiff: Uint8Array): number {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  try {
    const order = view.getUint16(0);
    if (order !== 0x4949 && order !== 0x4d4d) return 1;
    const little = order === 0x4949;
    const list = view.getUint32(4, little), count = view.getUint16(list, little);
    for (let entry = 0; entry < count; entry++) {
      const at = list + 2 + entry * 12;
      if (view.getUint16(at, little) !== ORIENTATION) continue;
      const value = view.getUint16(at + 8, little);
      return value >= 1 && value <= 8 ? value : 1;
    }
    return 1;
  } catch (error) {
    if (error instanceof RangeError) return 1;
    throw error;
  }
}
