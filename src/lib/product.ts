/** What the program is called and which version it is: nowhere else in `src` (`tests/lint/product-name.test.ts`). */
export const product = "Invito";

/** By semver.org; a release is its tag, `v0.1.0`. */
export const version = "0.1.0";

/** How it calls itself in requests that it sends. */
export const userAgent = `${product}/${version}`;

/** How it calls itself in calendars that it writes (RFC 5545 §3.7.3). */
export const prodId = `-//${product}//${product} ${version}//EN`;
