/** What a file says of itself before anything is decoded. */
export interface PictureHeader {
  format: "png" | "jpeg" | "webp";
  width: number;
  height: number;
  /** Whether its colours are for print, which no codec here turns into a screen's. */
  isCmyk: boolean;
  /** How the picture is to be turned, 1 to 8 as in EXIF. */
  orientation: number;
}

/** Reads the header of a still PNG, JPEG or WebP; null for anything else, and for a file that ends too early. */
export function readHeader(bytes: Uint8Array): PictureHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (startsWith(bytes, 0, "\x89PNG\r\n\x1a\n")) return readPng(bytes, view);
    if (bytes[0] === 0xff && bytes[1] === 0xd8) return readJpeg(bytes, view);
    if (startsWith(bytes, 0, "RIFF") && startsWith(bytes, 8, "WEBP")) return readWebp(bytes, view);
    return null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function readPng(bytes: Uint8Array, view: DataView): PictureHeader | null {
  if (!startsWith(bytes, 12, "IHDR")) return null;
  const header: PictureHeader = {
    format: "png",
    width: view.getUint32(16),
    height: view.getUint32(20),
    isCmyk: false,
    orientation: 1,
  };
  for (let at = 8;;) {
    const length = view.getUint32(at), data = at + 8;
    if (startsWith(bytes, at + 4, "IEND")) return header;
    if (startsWith(bytes, at + 4, "acTL")) return null;
    if (startsWith(bytes, at + 4, "eXIf")) {
      header.orientation = exifOrientation(bytes.subarray(data, data + length));
    }
    at = data + length + 4;
  }
}

function readJpeg(bytes: Uint8Array, view: DataView): PictureHeader | null {
  const header: PictureHeader = {
    format: "jpeg",
    width: 0,
    height: 0,
    isCmyk: false,
    orientation: 1,
  };
  for (let at = 2;;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    // A marker may be filled up with further bytes of ones.
    if (marker === 0xff) {
      at++;
      continue;
    }
    const length = view.getUint16(at + 2);
    if (length < 2) return null;
    const data = bytes.subarray(at + 4, at + 2 + length);
    if (marker === 0xe1 && startsWith(data, 0, "Exif\0\0")) {
      header.orientation = exifOrientation(data.subarray(6));
    }
    if (isFrame(marker)) {
      if (header.width > 0) return null;
      header.height = view.getUint16(at + 5);
      header.width = view.getUint16(at + 7);
      header.isCmyk = view.getUint8(at + 9) === 4;
    }
    at += 2 + length;
    // The scans follow, and an end that a file cut short does not have.
    if (marker === 0xda) return header.width > 0 && hasEnd(bytes, at) ? header : null;
  }
}

/** Whether a marker starts a frame, the description of the picture. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function hasEnd(bytes: Uint8Array, from: number): boolean {
  for (let at = from; at + 1 < bytes.length; at++) {
    if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true;
  }
  return false;
}

function readWebp(bytes: Uint8Array, view: DataView): PictureHeader | null {
  const end = view.getUint32(4, true) + 8;
  if (end > bytes.length) return null;
  const header: PictureHeader = {
    format: "webp",
    width: 0,
    height: 0,
    isCmyk: false,
    orientation: 1,
  };
  for (let at = 12; at + 8 <= end;) {
    const length = view.getUint32(at + 4, true), data = at + 8;
    if (startsWith(bytes, at, "ANIM") || startsWith(bytes, at, "ANMF")) return null;
    if (startsWith(bytes, at, "VP8X")) {
      setSize(header, uint24(view, data + 4) + 1, uint24(view, data + 7) + 1);
    }
    if (startsWith(bytes, at, "VP8 ")) {
      setSize(
        header,
        view.getUint16(data + 6, true) & 0x3fff,
        view.getUint16(data + 8, true) & 0x3fff,
      );
    }
    if (startsWith(bytes, at, "VP8L")) {
      const bits = view.getUint32(data + 1, true);
      setSize(header, (bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1);
    }
    if (startsWith(bytes, at, "EXIF")) {
      const exif = bytes.subarray(data, data + length);
      header.orientation = exifOrientation(
        startsWith(exif, 0, "Exif\0\0") ? exif.subarray(6) : exif,
      );
    }
    at = data + length + length % 2;
  }
  return header.width > 0 ? header : null;
}

/** The larger of what the parts of the file say. */
function setSize(header: PictureHeader, width: number, height: number) {
  header.width = Math.max(header.width, width);
  header.height = Math.max(header.height, height);
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;
}

function startsWith(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (bytes[at + i] !== text.charCodeAt(i)) return false;
  }
  return true;
}

const ORIENTATION = 0x0112;

/** The orientation that EXIF data (a TIFF) names, 1 to 8; 1 where it names none or cannot be read. */
function exifOrientation(tiff: Uint8Array): number {
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
