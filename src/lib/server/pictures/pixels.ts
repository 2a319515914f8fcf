/** Pixels of red, green, blue and alpha, a byte each, row by row. */
export interface Pixels {
  data: Uint8ClampedArray;
  width: number;
  height: number;
}

/** The middle square. */
export function squareOf({ data, width, height }: Pixels): Pixels {
  const side = Math.min(width, height);
  const left = Math.floor((width - side) / 2), top = Math.floor((height - side) / 2);
  const square = new Uint8ClampedArray(side * side * 4);
  for (let y = 0; y < side; y++) {
    const from = ((top + y) * width + left) * 4;
    square.set(data.subarray(from, from + side * 4), y * side * 4);
  }
  return { data: square, width: side, height: side };
}

/** The same picture at another size: each pixel is the mean of what it covers, weighted by how opaque that is. */
export function resized(
  { data, width, height }: Pixels,
  toWidth: number,
  toHeight: number,
): Pixels {
  const result = new Uint8ClampedArray(toWidth * toHeight * 4);
  for (let y = 0; y < toHeight; y++) {
    const top = y * height / toHeight, bottom = (y + 1) * height / toHeight;
    for (let x = 0; x < toWidth; x++) {
      const left = x * width / toWidth, right = (x + 1) * width / toWidth;
      let red = 0, green = 0, blue = 0, alpha = 0, area = 0;
      for (let row = Math.floor(top); row < bottom; row++) {
        const tall = Math.min(row + 1, bottom) - Math.max(row, top);
        for (let column = Math.floor(left); column < right; column++) {
          const part = tall * (Math.min(column + 1, right) - Math.max(column, left));
          const at = (row * width + column) * 4;
          const weight = part * data[at + 3]!;
          red += weight * data[at]!;
          green += weight * data[at + 1]!;
          blue += weight * data[at + 2]!;
          alpha += weight;
          area += part;
        }
      }
      const to = (y * toWidth + x) * 4;
      const opaque = alpha || 1;
      result[to] = red / opaque;
      result[to + 1] = green / opaque;
      result[to + 2] = blue / opaque;
      result[to + 3] = alpha / area;
    }
  }
  return { data: result, width: toWidth, height: toHeight };
}

/** The picture turned and mirrored as an EXIF orientation says, 1 to 8. */
export function upright(pixels: Pixels, orientation: number): Pixels {
  if (orientation === 1) return pixels;
  const swapped = orientation >= 5;
  const width = swapped ? pixels.height : pixels.width;
  const height = swapped ? pixels.width : pixels.height;
  const from = new Uint32Array(pixels.data.slice().buffer), to = new Uint32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [column, row] = sourceOf(orientation, x, y, pixels);
      to[y * width + x] = from[row * pixels.width + column]!;
    }
  }
  return { data: new Uint8ClampedArray(to.buffer), width, height };
}

/** Where a pixel of the upright picture is in the stored one: column and row. */
function sourceOf(
  orientation: number,
  x: number,
  y: number,
  { width, height }: Pixels,
): [number, number] {
  const right = width - 1, bottom = height - 1;
  switch (orientation) {
    case 2:
      return [right - x, y];
    case 3:
      return [right - x, bottom - y];
    case 4:
      return [x, bottom - y];
    case 5:
      return [y, x];
    case 6:
      return [y, bottom - x];
    case 7:
      return [right - y, bottom - x];
    default:
      return [right - y, x];
  }
}
