/** A bill of materials of a release, in CycloneDX 1.6, from deno.lock; the same for the same lock. */
import { product, version } from "../../lib/product.ts";
import { licenceOf } from "./licences.ts";
import { type LockedPackage, lockedPackages } from "./locked-packages.ts";

/** The document as JSON. */
export function sbom(): string {
  const all = lockedPackages();
  const self = `pkg:generic/${product.toLowerCase()}@${version}`;
  const own = [...all.values()].filter(({ isDirect }) => isDirect);
  const document = {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: {
        "bom-ref": self,
        type: "application",
        name: product,
        version,
        licenses: [{ license: { id: "MIT" } }],
        purl: self,
      },
    },
    components: [...all.values()].map((each) => componentOf(each, all)),
    dependencies: [
      { ref: self, dependsOn: own.map(purlOf) },
      ...[...all.values()].map((each) => ({
        ref: purlOf(each),
        dependsOn: each.needs.map((key) => purlOf(all.get(key)!)),
      })),
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function componentOf(each: LockedPackage, all: ReadonlyMap<string, LockedPackage>) {
  const [group, name] = each.name.startsWith("@") ? each.name.split("/") : ["", each.name];
  // A binary for another machine is not installed; it is under the licence of the package that chooses it.
  const { expression } = licenceOf(each.variantOf ? all.get(each.variantOf)! : each);
  return {
    "bom-ref": purlOf(each),
    type: "library",
    ...(group ? { group } : {}),
    name,
    version: each.version,
    scope: each.variantOf ? "optional" : "required",
    hashes: [{
      alg: "SHA-512",
      content: Uint8Array.fromBase64(each.integrity.replace("sha512-", "")).toHex(),
    }],
    licenses: [{ expression }],
    purl: purlOf(each),
  };
}

function purlOf({ name, version }: LockedPackage): string {
  return `pkg:npm/${name.replace("@", "%40")}@${version}`;
}
