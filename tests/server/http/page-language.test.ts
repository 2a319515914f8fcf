import assert from "node:assert/strict";
import type { Host } from "$lib/scheduling/host.ts";
import { directionOf, languageOf } from "$lib/scheduling/language.ts";
import {
  askedLanguage,
  languageOfAnswer,
  sayLanguage,
  withLanguage,
} from "$lib/server/http/page-language.ts";

type Asked = Parameters<typeof askedLanguage>[0];
type Answered = Parameters<typeof languageOfAnswer>[0];

function asked(search: string, header?: string) {
  const url = new URL(`http://invito.test/calendar/ada${search}`);
  const request = new Request(url, header ? { headers: { "accept-language": header } } : {});
  return askedLanguage({ url, request } as Asked);
}

Deno.test("the address names the language, then the browser, and nobody one that is not offered", () => {
  assert.equal(asked("?lang=en", "xx"), "en");
  assert.equal(asked("?lang=EN"), "en");
  assert.equal(asked("?lang=tlh", "en-GB"), "en");
  assert.equal(asked("?lang=tlh", "tlh"), null);
  assert.equal(languageOf("constructor"), null);
});

Deno.test("a page without a language of its own is in the asked one, else the host's, else English", () => {
  const answer = (asked: string | null, host: Partial<Host> | null, id: string) =>
    languageOfAnswer({ locals: { asked, host, route: id } } as unknown as Answered);
  assert.equal(answer(null, null, "/calendar/[username]"), "en");
  assert.equal(answer("en", null, "/"), "en");
  assert.equal(answer(null, { language: "en" }, "/dashboard"), "en");
});

Deno.test("a page says its language and the direction it is read in", () => {
  const html = withLanguage(`<html lang="%language%" dir="%direction%">`, "en");
  assert.equal(html, `<html lang="en" dir="ltr">`);
  assert.equal(directionOf("ar"), "rtl");
});

Deno.test("sayLanguage: pages and refusals name their language and that the browser's wish decides it", () => {
  const headersOf = (type: string) => {
    const headers = new Headers({ "content-type": type, vary: "accept" });
    sayLanguage(headers, "en");
    return [headers.get("content-language"), headers.get("vary")];
  };
  const said = ["en", "accept, accept-language"];
  assert.deepEqual(headersOf("text/html; charset=utf-8"), said);
  assert.deepEqual(headersOf("application/problem+json"), said);
  assert.deepEqual(headersOf("application/json"), [null, "accept"]);
});
