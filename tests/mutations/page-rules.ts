import type { Mutation } from "./mutation.ts";

const linkPictures = ["tests/server/pictures/link-pictures.test.ts"];
const pictures = ["tests/server/pictures/rewrite-picture.test.ts"];
const changes = ["tests/server/branding/change-page.test.ts"];

/** The rules for what a host sets of the pages that guests see. */
export const pageRules: Mutation[] = [
  {
    name: "a picture that is saved meanwhile refuses the texts",
    file: "src/lib/scheduling/page-settings.ts",
    find: "!(seen.form >= changedIn[part])",
    replaceBy: "seen.form !== revision",
    tests: ["tests/server/branding/change-page.test.ts"],
  },
  {
    name: "a page changes at any revision",
    file: "src/lib/server/branding/change-page.ts",
    find: 'if (isOutdated(was, "texts", seen)) return refused("changed");',
    replaceBy: "",
    tests: changes,
  },
  {
    name: "an accent colour is any text",
    file: "src/lib/scheduling/page-settings.ts",
    find: 'v.regex(/^#[0-9a-f]{6}$/, "colour-form")',
    replaceBy: "v.nonEmpty()",
    tests: changes,
  },
  {
    name: "a deleted team leaves what it set of its page",
    file: "src/lib/server/store/erase-team.ts",
    find: "await erasePage(kv, teamId);",
    replaceBy: "",
    tests: changes,
  },
  {
    name: "an address with a name before its host is a link",
    file: "src/lib/scheduling/web-address.ts",
    find: "return isWeb && !isSignedIn(url) ? url : null;",
    replaceBy: "return isWeb ? url : null;",
    tests: ["tests/scheduling/linked-text.test.ts"],
  },
  {
    name: "a picture of any number of pixels is decoded",
    file: "src/lib/server/pictures/rewrite-picture.ts",
    find: 'if (header.width * header.height > MAX_PICTURE_PIXELS) return "picture-pixels";',
    replaceBy: "",
    tests: pictures,
  },
  {
    name: "a photo stays as the camera lay",
    file: "src/lib/server/pictures/pixels.ts",
    find: "if (orientation === 1) return pixels;",
    replaceBy: "return pixels;",
    tests: pictures,
  },
  {
    name: "a thread works on a picture for as long as it likes",
    file: "src/lib/server/pictures/on-thread.ts",
    find: 'setTimeout(() => giveUp("it took too long"), timeoutMs)',
    replaceBy: "setTimeout(() => {}, timeoutMs)",
    tests: pictures,
  },
  {
    name: "link pictures wait without end",
    file: "src/lib/server/pictures/link-picture/link-pictures.ts",
    find: 'if (underWay.size > MAX_WAITING) return Promise.resolve("busy");',
    replaceBy: "",
    tests: linkPictures,
  },
  {
    name: "all link pictures stay in memory",
    file: "src/lib/server/pictures/link-picture/link-pictures.ts",
    find: "if (bytes <= maxBytes) break;",
    replaceBy: "if (bytes > 0) break;",
    tests: linkPictures,
  },
  {
    name: "a name is markup of its link picture",
    file: "src/lib/server/pictures/link-picture/sheet.ts",
    find: "${escaped(run.text)}",
    replaceBy: "${run.text}",
    tests: ["tests/server/pictures/link-picture-lines.test.ts"],
  },
  {
    name: "a link picture keeps its address when the title changes",
    file: "src/lib/server/bookings/picker/link-picture.ts",
    find: "JSON.stringify([content, picture?.hash ?? null, logo?.hash ?? null])",
    replaceBy: "JSON.stringify([name, picture?.hash ?? null, logo?.hash ?? null])",
    tests: ["tests/server/bookings/picker/link-picture.test.ts"],
  },
  {
    name: "a replaced picture is kept",
    file: "src/lib/server/branding/change-picture.ts",
    find: "if (old && old !== hash) await deletePicture(app.kv, op, ownerId, old);",
    replaceBy: "",
    tests: ["tests/server/branding/change-picture.test.ts"],
  },
  {
    name: "a + of a link stays a blank",
    file: "src/lib/server/http/request-handler.ts",
    find: "  restorePluses(event.url.searchParams);\n",
    replaceBy: "",
    tests: ["tests/routes/prefilled-links.test.ts"],
  },
  {
    name: "a phone number of a link loses its +",
    file: "src/lib/server/bookings/picker/picker-query.ts",
    find: 'kind === "phone" ? phoneWithPlus(given) : given',
    replaceBy: "given",
    tests: ["tests/server/picker/prefill.test.ts"],
  },
];
