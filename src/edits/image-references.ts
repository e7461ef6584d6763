import { isMap, isScalar, isSeq, parseAllDocuments, type YAMLMap } from "yaml";
import { formatValuePath, parseValuePath, type ValuePath } from "../domain/value-path.ts";

/** An image that a chart's file names. */
export interface ImageReference {
  /** `posthog/posthog`, without the address of Docker Hub; nothing where the file does not say, beside a tag that is set. */
  readonly image: string | undefined;
  /** A tag, or a digest with its `sha256:`. */
  readonly reference: string;
  /** Where it stands, as a path. */
  readonly at: string;
}

/**
 * The images that a YAML file names: maps with a repository and a tag side by side, and texts such as `posthog/posthog:release-1.30.0`; also
 * what stands at the paths that an edit sets, if its key is that of a tag. Nothing of a file that cannot be read.
 */
export const imageReferences = (text: string, edited: readonly string[]): readonly ImageReference[] => {
  try {
    const documents = parseAllDocuments(text, { schema: "failsafe", logLevel: "silent", prettyErrors: false });
    const paths = edited.flatMap((each) => [parseValuePath(each)]).filter((each) => each !== undefined);
    return Array.isArray(documents) ? documents.flatMap((each) => referencesIn(each.contents, [], paths)) : [];
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
};

const nameKeys: readonly string[] = ["repository", "image", "name"];
const tagKeys: readonly string[] = ["tag", "default", "version", "digest", "sha", "imageTag"];

const referencesIn = (node: unknown, path: ValuePath, edited: readonly ValuePath[]): readonly ImageReference[] => {
  if (isSeq(node)) return node.items.flatMap((each, at) => referencesIn(each, [...path, at], edited));
  if (isScalar(node)) return wholeReference(String(node.value), path);
  if (!isMap(node)) return [];
  const inside = node.items.flatMap(({ key, value }) => (isScalar(key) ? referencesIn(value, [...path, String(key.value)], edited) : []));
  return [...besideName(node, path, edited), ...inside];
};

/** The name of a map's image, and every tag or digest beside it. */
const besideName = (map: YAMLMap, path: ValuePath, edited: readonly ValuePath[]): readonly ImageReference[] => {
  const image = nameKeys.map((key) => textAt(map, key)).find((each) => each !== undefined && imageName.test(each));
  return tagKeys.flatMap((key) => {
    const reference = referenceOf(textAt(map, key) ?? "");
    const at = [...path, key];
    if (reference === undefined || (image === undefined && !edited.some((each) => formatValuePath(each) === formatValuePath(at))))
      return [];
    // Without a name beside it, only a text that begins like a tag is one: `appVersion` and `version` are versions.
    if (image === undefined && !/^[:@]/.test(textAt(map, key) ?? "") && !/tag|digest|sha/i.test(key)) return [];
    return [{ image: image === undefined ? undefined : withoutHub(image), reference, at: formatValuePath(at) }];
  });
};

const wholeReference = (text: string, path: ValuePath): readonly ImageReference[] => {
  const found =
    text.length > 400
      ? null
      : /^([a-z0-9][a-z0-9._/-]{0,200}\/[a-z0-9._-]{1,100})(?::([\w][\w.-]{0,127})|@(sha256:[0-9a-f]{64}))$/.exec(text);
  const reference = found?.[2] ?? found?.[3];
  return found?.[1] === undefined || reference === undefined ? [] : [{ image: withoutHub(found[1]), reference, at: formatValuePath(path) }];
};

const imageName = /^[a-z0-9][a-z0-9._-]{0,100}(?::\d{1,5})?(?:\/[a-z0-9._-]{1,100}){1,6}$/;

/** `:release-1.30.0`, `release-1.30.0`, `@sha256:…` and `sha256:…` name the same as they do in an image's address. */
const referenceOf = (text: string): string | undefined => /^[:@]?((?:sha256:[0-9a-f]{64})|\w[\w.-]{0,127})$/.exec(text)?.[1];

const withoutHub = (image: string): string => image.replace(/^(?:docker\.io|index\.docker\.io|registry-1\.docker\.io)\//, "");

const textAt = (map: YAMLMap, key: string): string | undefined => {
  const found = map.items.find((each) => isScalar(each.key) && each.key.value === key)?.value;
  return isScalar(found) && typeof found.value === "string" ? found.value : undefined;
};
