import type { Mutation } from "./mutation.ts";

const look = ["tests/scheduling/widget-look.test.ts"];
const colour = ["tests/scheduling/accent-colour.test.ts"];
const frame = ["tests/scheduling/frame-ancestors.test.ts"];

/** The rules for widgets in pages of other sites: which pages, and what those may say about the looks. */
export const widgetRules: Mutation[] = [
  {
    name: "an accent is anything that a page says",
    file: "src/lib/scheduling/widget-look.ts",
    find: "/^#[0-9a-f]{6}$/.test(accent) ? accent : null",
    replaceBy: "accent",
    tests: look,
  },
  {
    name: "a transparent widget has any text colour",
    file: "src/lib/scheduling/widget-look.ts",
    find: ' && /^(light|dark)$/.test(query.get("theme") ?? "")',
    replaceBy: "",
    tests: look,
  },
  {
    name: "an accent that cannot be read stays",
    file: "src/lib/scheduling/accent-colour.ts",
    find: "primary = mixed(accent, away, Math.min(part, 1));",
    replaceBy: "if (part >= 0) break;",
    tests: colour,
  },
  {
    name: "a site may frame by the end of its name",
    file: "src/lib/scheduling/frame-ancestors.ts",
    find: "givenHost.endsWith(host.slice(1)) : host === givenHost",
    replaceBy: "givenHost.endsWith(host.slice(2)) : host === givenHost",
    tests: frame,
  },
  {
    name: "a page without TLS frames what only https may",
    file: "src/lib/scheduling/frame-ancestors.ts",
    find: 'if (scheme !== given && !(scheme === "http" && given === "https")) return false;',
    replaceBy: "",
    tests: frame,
  },
  {
    name: "metadata of any length is kept",
    file: "src/lib/scheduling/booking-tracking.ts",
    find: " || length > room) return",
    replaceBy: ") return",
    tests: ["tests/scheduling/booking-tracking.test.ts"],
  },
  {
    name: "an erased guest keeps where they came from",
    file: "src/lib/scheduling/booking-transitions.ts",
    find: "tracking: noTracking,",
    replaceBy: "tracking: booking.guest.tracking,",
    tests: ["tests/server/bookings/tracking.test.ts"],
  },
  {
    name: "text of an embed code is not escaped",
    file: "src/routes/dashboard/event-types/embed/embed-code.ts",
    find: ">${escapeHtml(text)}</a>",
    replaceBy: ">${text}</a>",
    tests: ["tests/routes/dashboard/embed-code.test.ts"],
  },
  {
    name: "an old address may be anything",
    file: "src/routes/dashboard/event-types/embed/compat-address.ts",
    find: " || path.length > 200) return [];",
    replaceBy: " && path.length > 200) return [];",
    tests: ["tests/routes/dashboard/embed-code.test.ts"],
  },
];
