import assert from "node:assert/strict";
import fc from "fast-check";
import { asciiDomain, comparableEmail, parseEmail } from "$lib/scheduling/email-address.ts";
import { guestKey } from "$lib/scheduling/guest.ts";

const addressOf = (text: string) => {
  const read = parseEmail(text);
  return "address" in read ? read.address : read.error;
};

Deno.test("parseEmail: one mailbox has one spelling, whatever the domain is written in", () => {
  const spellings = [
    "grace@example.com",
    " grace@EXAMPLE.com\n",
    "grace@ｅｘａｍｐｌｅ．ｃｏｍ",
    "grace@ⓔⓧⓐⓜⓟⓛⓔ.com",
    "grace@𝐞𝐱𝐚𝐦𝐩𝐥𝐞.com",
    "grace@example。com",
    "grace@ᴱxample.com",
  ];
  assert.deepEqual(spellings.map(addressOf), spellings.map(() => "grace@example.com"));
  const umlauts = ["a@MÜNCHEN.de", "a@mu\u0308nchen.de", "a@XN--MNCHEN-3YA.de"];
  assert.deepEqual(umlauts.map(addressOf), umlauts.map(() => "a@xn--mnchen-3ya.de"));
  assert.equal(addressOf("a@faß.de"), "a@xn--fa-hia.de");
  assert.equal(addressOf("e\u0301ve@example.com"), "\u00e9ve@example.com");
  assert.equal(addressOf("Grace+Tag@Example.com"), "Grace+Tag@example.com");
});

Deno.test("asciiDomain: plain names are mapped as the parser of host names maps them", () => {
  const part = fc.stringMatching(/^[A-Za-z0-9-]{0,6}$/);
  const label = fc.oneof(part, fc.constantFrom("xn--", "XN--mnchen-3ya", "0x1f", "1", "a--b"));
  fc.assert(
    fc.property(fc.array(label, { maxLength: 4 }), (labels) => {
      const text = labels.join("."), found = asciiDomain(text);
      if (found !== null) assert.equal(found, URL.parse(`http://${text}`)?.hostname);
      // A label beyond ASCII is always left to the parser.
      const mapped = asciiDomain(`ü.${text}`);
      const isName = found !== null && labels.length > 1;
      if (isName && `ü.${text}`.length < 200) assert.equal(mapped, `xn--tda.${found}`);
    }),
    { numRuns: 2_000 },
  );
});

Deno.test("parseEmail: invisible characters are refused, and named as such", () => {
  const hidden = ["\u00ad", "\u200b", "\u200d", "\u2060", "\u202e", "\u034f", "\ufe0f", "\u3164"];
  for (const sign of [...hidden, "\u2800", "\u{e0041}", "\u00a0", "\u115f"]) {
    assert.equal(addressOf(`gr${sign}ace@example.com`), "email-invisible", escape(sign));
    assert.equal(addressOf(`grace@exam${sign}ple.com`), "email-invisible", escape(sign));
  }
});

Deno.test("parseEmail: a local part with look-alike characters is refused, other scripts are not", () => {
  for (const local of ["ｇrace", "ⓖrace", "𝐠race", "a＠b", "a\u2024b", "x²", "ﬁ"]) {
    assert.equal(addressOf(`${local}@example.com`), "email-plain-letters", local);
  }
  for (const local of ["jürgen", "用户", "ทำ", "δοκιμή", "ñ.o'brien", "a/b=c!{x}"]) {
    assert.equal(addressOf(`${local}@example.com`), `${local}@example.com`);
  }
});

Deno.test("parseEmail: what is not one plain address is refused", () => {
  const wrong = [
    ..."grace|@example.com|grace@|grace@example|grace@localhost|a b@c.de|a@b@c.de|a,b@c.de"
      .split("|"),
    ...'<a@b.de>|"a"@b.de|a@[1.2.3.4]|a@1.2.3.4|a@0x7f.1|a@example.0x1|a@example.123'.split("|"),
    ..."a@-b.de|a@b-.de|a@b..de|a@.de|a@b.de.|a@b。|a@b_c.de|a@b%2ede.de|a@b%ad.de|a@①.②".split(
      "|",
    ),
    ..."a@b.de/x|a@b.de:25|a@b.de?x|a@b.de#x|a@b\\c.de|a@b：80.de|a@b／c.de|a@b＠c.de".split("|"),
    ..."a@xn--.de|a@xn--a.de|a@xn--example-.de|a@1א.com|.a@b.de|a.@b.de|a..b@b.de|a@b.d".split("|"),
    "a\0@b.de",
    "a@b\t.de",
    "a\r\nBcc: x@y.de",
    "gr\ud800ace@example.com",
    `${"a".repeat(65)}@b.de`,
    `${"ü".repeat(33)}@b.de`,
    `a@${"b".repeat(64)}.de`,
    `${"a".repeat(60)}@${`${"b".repeat(60)}.`.repeat(4)}de`,
    `a@${"ü".repeat(60)}.de`,
    "@".repeat(100_000),
  ];
  for (const text of wrong) assert.equal(addressOf(text), "email-invalid", text.slice(0, 80));
});

Deno.test("parseEmail: its result is canonical, with an ASCII domain", () => {
  let read = 0;
  const part = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 12 }),
    fc.stringMatching(/^[a-zA-Zäßéｅⓔ０-９-]{1,12}$/),
  );
  fc.assert(
    fc.property(
      part,
      part,
      fc.constantFrom("com", "de", "ｃｏｍ", "Org", "рф"),
      (local, name, last) => {
        const address = addressOf(`${local}@${name}.${last}`);
        if (!address.includes("@")) return;
        read++;
        assert.equal(addressOf(address), address);
        assert.match(address, /@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/);
        assert.equal(guestKey(guestKey(address)), guestKey(address));
      },
    ),
    { numRuns: 1000 },
  );
  assert(read > 200, `only ${read} addresses were read`);
});

Deno.test("asciiDomain: hostile text never becomes another host", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 30 }), (text) => {
      const host = asciiDomain(`${text}.example.com`);
      assert(host === null || host.endsWith(".example.com"), `${host}`);
    }),
    { numRuns: 1000 },
  );
});

Deno.test("guestKey: case, tags and Gmail's dots do not make another guest; comparableEmail preserves the tag", () => {
  for (const email of ["Grace+x@example.com", "GRACE@EXAMPLE.COM", "grace@ｅｘａｍｐｌｅ.com"]) {
    assert.equal(guestKey(email), "grace@example.com");
  }
  for (const email of ["g.r.a.c.e@gmail.com", "grace@googlemail.com", "Gr.ace+1@GoogleMail.com"]) {
    assert.equal(guestKey(email), "grace@gmail.com");
  }
  assert.notEqual(guestKey("g.race@example.com"), guestKey("grace@example.com"));
  assert.equal(guestKey("ΟΔΟΣ@example.com"), guestKey("οδοσ@example.com"));
  assert.equal(comparableEmail("Grace+x@EXAMPLE.com"), "grace+x@example.com");
});
