import type { PageLine, Passage } from "../checklist-lines.ts";
import { type Draft, left, list, missing, type Said, said, section } from "../draft.ts";
import { versionWords } from "../version-words.ts";
import { linksOf, partsOf, type Reading, type Recogniser } from "./reading.ts";

/** Container images: the tags that a push to the branch and a tag build, and under which name. */
export const images: Recogniser = (at) => {
  const { lines, passages } = at;
  const tags = [...passages, ...lines.flatMap(partsOf)].flatMap(tagsIn);
  const name = imageName(at);
  const release = [...new Set(tags.filter((each) => !each.isCandidate).map((each) => each.tag))];
  if (name.confidence === "unsure" && !tags.some(({ tag }) => tag.includes("{version}"))) return [];
  const candidate = tags.find((each) => each.isCandidate);
  const names = release.some((tag) => tag.includes("{version}")) ? release : ["{version}", ...release];
  const firstRelease = tags.find((each) => !each.isCandidate);
  const released: Draft =
    firstRelease === undefined ? missing(["{version}", "latest"], "the page names no tag of the image") : said(names, firstRelease.line);
  const variants = [undefined, ...variantsIn(tags)];
  const image = (variant: string | undefined): Draft =>
    section({
      name: variant === undefined ? name : { ...name, value: `${String(name.value)}-${variant}` },
      by: left("ci"),
      candidate: variant !== undefined || candidate === undefined ? undefined : said(candidate.tag, candidate.line),
      release: released,
    });
  const taken = lines.filter(isAboutImages);
  return [{ item: "publish-images", lines: taken, draft: section({ images: list(variants.map(image)) }) }];
};

/** The short name by which commands ask for the tested image, where the page has one. */
export const testedImage = (at: Reading): string | undefined => {
  const isTested = [...at.passages, ...at.lines.flatMap(partsOf)].flatMap(tagsIn).some((each) => each.isCandidate);
  return isTested ? String(imageName(at).value).split("/").at(-1) : undefined;
};

interface ImageTag {
  readonly tag: string;
  readonly isCandidate: boolean;
  readonly line: number;
  readonly sentence: string;
}

/** Code in a sentence about images that are built or pushed. What the branch's push builds, or is called unfinished, is the candidate's. */
const tagsIn = (passage: Passage): readonly ImageTag[] =>
  passage.text
    .split(/(?<=[.!?])\s+/)
    .filter((sentence) => imageWords.test(sentence) && /\b(?:buil[dt]\w*|push\w*|publish\w*|promote\w*)\b/i.test(sentence))
    .flatMap((sentence) =>
      passage.codes.flatMap((code) => {
        const { template } = versionWords(code);
        if (!sentence.includes(code) || !/^[\w{][\w.{}-]{1,100}$/.test(template) || /[^{]\{(?!version\})/.test(template)) return [];
        if (!template.includes("{version}") && !/^(?:latest|stable)\b/.test(template)) return [];
        const isCandidate = /unstable|candidate|[-.]rc|nightly|preview|[-.]dev\b/.test(template) && template.includes("{version}");
        return [{ tag: template, isCandidate, line: passage.line, sentence }];
      }),
    );

const imageWords = /\b(?:docker|container|oci)\s+images?\b|\bdocker hub\b|\bquay\.io\b|\bghcr\.io\b/i;

/** "For both base & slim": the first word of the two that says nothing is the image itself, the other a variant of it. */
const variantsIn = (tags: readonly ImageTag[]): readonly string[] => {
  const found = tags
    .filter((each) => !each.isCandidate)
    .flatMap(({ sentence }) => /\bboth\s+(?:[\w-]+\s+){0,2}?([\w-]{2,20})\s+(?:&|and)\s+([\w-]{2,20})\b/.exec(sentence) ?? []);
  const [, one = "", other = ""] = found;
  return [one, other]
    .filter((word) => word !== "" && !/^(?:base|default|main|normal|full|standard)$/i.test(word))
    .map((word) => word.toLowerCase());
};

const imageName = ({ lines, github }: Reading): Said => {
  for (const line of lines)
    for (const { address } of linksOf(line)) {
      const name = registryImage(address);
      if (name !== undefined) return said(name, line.line);
    }
  return missing(String(github.value).toLowerCase(), "the page names no image; that of the repository");
};

/** The image that an address at a registry leads to. */
const registryImage = (address: string): string | undefined => {
  const found =
    /^https:\/\/(?:(quay\.io)\/repository|(?:hub\.docker\.com)\/(?:r|repository\/docker)|(ghcr\.io))\/([a-z0-9][\w.-]{0,60}\/[a-z0-9][\w.-]{0,60})/.exec(
      address,
    );
  if (found === null) return undefined;
  const [, quay, ghcr, name = ""] = found;
  return [quay ?? ghcr, name.toLowerCase()].filter((each) => each !== undefined).join("/");
};

const isAboutImages = (line: PageLine): boolean =>
  (imageWords.test(line.text) ||
    (/\bimages?\b/i.test(line.text) && linksOf(line).some(({ address }) => registryImage(address) !== undefined))) &&
  /\b(?:wait|verify|check|confirm|monitor|ensure)\b/i.test(line.text) &&
  !/\bdeploy\b|\bsession\b/i.test(line.text);
