import assert from "node:assert/strict";
import { compatScripts } from "../../../src/routes/dashboard/event-types/embed/compat-address.ts";
import {
  embedCode,
  type EmbedOptions,
  widgetPath,
} from "../../../src/routes/dashboard/event-types/embed/embed-code.ts";
import { addHost, configuredApp } from "../../support/town.ts";

const base = "https://meet.example.org";
const script = `\n<script src="${base}/widget.js" async></script>`;
const options: EmbedOptions = {
  form: "floating",
  text: 'Book "now" <b>',
  theme: "dark",
  zone: "Asia/Tokyo",
  accent: "#aa3300",
  radius: 0,
  hidesDetails: true,
};

Deno.test("the code of a widget has what was chosen, and text as text", async () => {
  const app = await configuredApp();
  const page = await addHost(app);
  const type = { slug: "intro-call" };
  assert.equal(
    embedCode(base, { page, type }),
    `<div data-invito="ada/intro-call"></div>${script}`,
  );
  assert.equal(embedCode(base, { page, type: null }), `<div data-invito="ada"></div>${script}`);
  const code = embedCode(base, { page, type }, options);
  assert(code.startsWith(
    `<a href="${base}/ada/intro-call" data-invito-popup="ada/intro-call" data-floating data-theme="dark"`,
  ));
  assert.match(
    code,
    / data-tz="Asia\/Tokyo" data-accent="#aa3300" data-radius="0" data-hide-details/,
  );
  assert.match(code, / data-hide-details>Book &quot;now&quot; &lt;b&gt;<\/a>/);
  assert(!embedCode(base, { page, type }, { ...options, form: "popup" }).includes("floating"));
  assert.equal(
    widgetPath({ page, type: null }, options),
    "/widget/ada?theme=dark&tz=Asia%2FTokyo&accent=%23aa3300&radius=0&hide-details=&preview=1",
  );
});

Deno.test("an old address becomes the script that shows a widget in its place", () => {
  const addresses = (old: string) =>
    compatScripts(base, old, "ada/intro-call").map(({ address }) => address);
  const calendly = `${base}/compat/calendly.js?acme/30min=ada/intro-call`;
  const cal = `${base}/compat/cal.js?acme/30min=ada/intro-call`;
  for (
    const old of ["https://calendly.com/acme/30min?month=2027-01", " calendly.com/acme/30min/"]
  ) {
    assert.deepEqual(addresses(old), [calendly], old);
  }
  assert.deepEqual(addresses("https://app.cal.com/acme/30min#x"), [cal]);
  assert.deepEqual(addresses("/acme/30min"), [calendly, cal]);
  assert.deepEqual(addresses("cal.com/ada/intro-call"), [`${base}/compat/cal.js`]);
  for (const old of ["", "https://evil.example/a", "a b", 'a"><script>', "a&b=c", "../x"]) {
    assert.deepEqual(addresses(old), [], old);
  }
});
