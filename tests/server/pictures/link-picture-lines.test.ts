import assert from "node:assert/strict";
import { loadFonts } from "$lib/server/pictures/link-picture/draw.ts";
import { compose } from "$lib/server/pictures/link-picture/compose.ts";
import {
  brokenInto,
  drawable,
  isRightToLeft,
  textWidth,
} from "$lib/server/pictures/link-picture/lines.ts";
import { pictureCode } from "$lib/server/startup/runtime-globals.ts";

const fonts = loadFonts(pictureCode().drawing), bold = fonts.bold;

Deno.test("drawable: symbols that no font has are left out, a text with such a word is left out whole", () => {
  const cases: [string, string][] = [
    ["Ada Beck", "Ada Beck"],
    ["Ada 🎉👩‍👩‍👧 Beck ❤️", "Ada Beck"],
    ["Zoë  Ω Жанна\n\tيوسف יעל", "Zoë Ω Жанна يوسف יעל"],
    ["李明", ""],
    ["Ada 李明", ""],
    ["Ada\uD800 Beck\uFFFD", "Ada Beck"],
    ["\u202EAda\u2066", "Ada"],
    ["می\u200Cخواهم", "می\u200Cخواهم"],
    ["", ""],
  ];
  for (const [text, drawn] of cases) assert.equal(drawable(text, bold), drawn, text);
});

Deno.test("isRightToLeft: by the first word", () => {
  assert(isRightToLeft("30 دقيقة") && isRightToLeft("יעל Ada"));
  assert(!isRightToLeft("Ada يوسف") && !isRightToLeft("30") && !isRightToLeft(""));
});

Deno.test("brokenInto: no line is wider than there is room, and what is cut says so", () => {
  const texts = ["Short", "W".repeat(300), "word ".repeat(60).trim(), `${"x".repeat(80)} end`];
  for (const text of [...texts, "استشارة ".repeat(30).trim(), "🙂"]) {
    const drawn = drawable(text, bold), lines = brokenInto(3, drawn, 12, bold);
    assert(lines.length <= 3);
    for (const line of lines) assert(textWidth(line, bold) <= 12, line);
    if (textWidth(drawn, bold) > 36) assert.match(lines.at(-1)!, /…$/);
  }
  assert.deepEqual(brokenInto(2, "Coffee", 12, bold), ["Coffee"]);
  assert.deepEqual(brokenInto(2, "", 12, bold), []);
});

Deno.test("compose: names are text of the picture and nothing else", () => {
  const hostile = `"/><script>alert(1)</script><image xlink:href='https://example.org/a'/>&amp;`;
  const svg = compose(
    {
      ...page,
      name: hostile,
      title: hostile,
      detail: hostile,
    },
    { picture: null, logo: null },
    fonts,
  );
  assert.doesNotMatch(svg, /<script|<image|&amp;/);
  const elements = new Set([...svg.matchAll(/<(\w+)/g)].map(([, name]) => name));
  assert.deepEqual([...elements].sort(), ["circle", "rect", "svg", "text", "tspan"]);
});

Deno.test("compose: what no font has gives way to the name of the address, never to nothing", () => {
  const picture = (name: string, title: string | null) =>
    compose({ ...page, name, title }, { picture: null, logo: null }, fonts);
  const handle = picture("li-ming", null);
  assert.match(handle, />L<.*>li-ming</);
  for (const name of ["李明", "山田太郎", "김민준", "สมชาย", "🎉", "", "李 Ming"]) {
    assert.equal(picture(name, null), handle, `${name} on the list of event types`);
    assert.equal(picture(name, name), handle, `${name}, with a title like it`);
  }
  assert.equal(picture("Ada", "会議"), picture("Ada", null), "whose page it is, once");
});

Deno.test("compose: the next times side by side in the host’s colour, as many as there is room for", () => {
  const times = ["Thu 3 Dec, 10:00", "Thu 3 Dec, 10:30", "Fri 4 Dec, 09:00"];
  const fields = (given: string[], direction: "ltr" | "rtl" = "ltr") => {
    const svg = compose({ ...page, direction, times: given }, { picture: null, logo: null }, fonts);
    const rounded = /<rect x="(\d+)" y="\d+" width="(\d+)" height="\d+" rx="12" fill="#1d6049"\/>/g;
    return [...svg.matchAll(rounded)].map(([, x, width]) => [Number(x), Number(x) + Number(width)]);
  };
  const [first, second, third, ...more] = fields(times);
  assert.equal(more.length, 0);
  assert(first![0] === 88 && first![1]! < second![0]! && second![1]! < third![0]!);
  assert(third![1]! <= 1112, `${third}`);
  assert.equal(fields(times.map((time) => time.repeat(2))).length, 2);
  assert.equal(fields(["x".repeat(200)]).length, 0);
  assert.equal(fields([]).length, 0);
});

const page = {
  name: "Ada Beck",
  handle: "li-ming",
  title: "Coffee",
  detail: "30 minutes",
  times: [] as string[],
  zone: "Europe/Berlin",
  direction: "ltr",
  colours: { primary: "#1d6049", soft: "#e0efe6", onPrimary: "#ffffff" },
} as const;
