/** The script that takes the place of another product's, with the old path mapped to a widget. */
export interface CompatScript {
  /** Address of the script that is replaced. */
  replaces: string;
  address: string;
}

const products = [
  {
    domain: "calendly.com",
    replaces: "https://assets.calendly.com/assets/external/widget.js",
    script: "/compat/calendly.js",
  },
  { domain: "cal.com", replaces: "https://app.cal.com/embed/embed.js", script: "/compat/cal.js" },
];

/** By the address of the old page, or by its path alone for every product; empty where that is neither. */
export function compatScripts(baseUrl: string, old: string, name: string): CompatScript[] {
  const given = /^(?:(?:https?:\/\/)?(?:[\w-]+\.)?(calendly\.com|cal\.com)\/)?([^?#]*)/i
    .exec(old.trim());
  const path = given?.[2]?.replace(/^\/+|\/+$/g, "") ?? "";
  if (!/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(path) || path.length > 200) return [];
  const domain = given?.[1]?.toLowerCase();
  const mapped = path === name ? "" : `?${path}=${name}`;
  return products.filter((product) => !domain || product.domain === domain)
    .map(({ replaces, script }) => ({ replaces, address: `${baseUrl}${script}${mapped}` }));
}
