/** A text of the page as a template of the configuration. */
export interface VersionWords {
  readonly template: string;
  /** How much of the version stands in it. */
  readonly names: "version" | "part" | "none";
}

/**
 * What pages write for the version, `[version]`, `<version>`, `$VERSION`, `vX.Y.Z` or that of the last release, becomes `{version}`; what stands for
 * the version before becomes `{previous}`; two numbers become `{major}.{minor}`. Other braces stay braces.
 */
export const versionWords = (text: string): VersionWords => replaced(text, words);

const replaced = (text: string, pattern: RegExp): VersionWords => {
  const names = { version: false, part: false };
  const template = text.slice(0, 4000).replaceAll(pattern, (...match) => {
    const groups = match.at(-1) as Readonly<Record<string, string | undefined>>;
    if (groups["previous"] !== undefined) return "{previous}";
    if (groups["brace"] !== undefined) return groups["brace"] + groups["brace"];
    const v = groups["v"] ?? groups["v2"] ?? groups["v3"] ?? groups["v4"] ?? "";
    if (groups["part"] !== undefined || groups["half"] !== undefined) {
      names.part = true;
      return `${v}{major}.{minor}`;
    }
    names.version = true;
    return `${v}{version}`;
  });
  return { template, names: names.version ? "version" : names.part ? "part" : "none" };
};

const anyOf = (patterns: readonly RegExp[]): RegExp => new RegExp(patterns.map((each) => each.source).join("|"), "gi");

const placeholders: readonly RegExp[] = [
  /(?<previous>\$?[[<{]{1,3}\s?(?:old|prev(?:ious)?|last|current)[-_ ]?(?:version|release|tag)?\s?[\]>}]{1,3}|\$\{?(?:OLD|PREV(?:IOUS)?|LAST)_(?:VERSION|TAG)\}?)/,
  /(?<named>\$?[[<{]{1,3}\s?(?:new[-_ ]|release[-_ ]|the[-_ ])?version(?:[-_ ]number)?\s?[\]>}]{1,3}|\$(?:NEW_|RELEASE_)?VERSION\b|\$\((?:cat|<) ?[\w./-]{0,60}VERSION\))/,
  /<?(?<![\w.])(?<v>v?)(?<whole>x\.y\.z\b|0\.x\.x\b|[<{]?\bMAJOR[>}]?\.[<{]?MINOR[>}]?\.[<{]?PATCH\b[>}]?)>?/,
  /<?(?<![\w.])(?<v2>v?)(?<part>x\.y\b|[<{]MAJOR[>}]\.[<{]MINOR[>}])>?/,
];

const numbers: readonly RegExp[] = [
  /(?<v3>\bv)?(?<number>(?<![\d.])\d{1,5}\.\d{1,5}\.\d{1,5}(?![\d.]*\d))/,
  /(?<v4>\bv)?(?<half>(?<![\d.])\d{1,5}\.\d{1,5}(?![\d.]*\d))/,
];

const brace = /(?<brace>[{}])/;

const words = anyOf([...placeholders, ...numbers, brace]);
const placeholderWords = anyOf([...placeholders, brace]);

/** A text that may name other versions too: only what stands for the release's own becomes a name. */
export const placeholdersOnly = (text: string): string => replaced(text, placeholderWords).template;

/** The version in a text that names nothing else of a release; plain texts pass as they are, their braces doubled. */
export const templateOf = (text: string): string => versionWords(text).template;
