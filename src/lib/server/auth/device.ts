const browsers: [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/OPR\//, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/(Firefox|FxiOS)\//, "Firefox"],
  [/(Chrome|Chromium|CriOS)\//, "Chrome"],
  [/Safari\//, "Safari"],
];

const operatingSystems: [RegExp, string][] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/CrOS/, "ChromeOS"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "Mac"],
  [/Linux|X11/, "Linux"],
];

/** What a person calls the device behind a User-Agent, as far as it says; null for a program or a stranger. */
export function deviceOf(agent: string): { browser: string; system: string } | null {
  const browser = browsers.find(([sign]) => sign.test(agent))?.[1];
  const system = operatingSystems.find(([sign]) => sign.test(agent))?.[1];
  return browser && system ? { browser, system } : null;
}
