import { isPlainRef } from "../../init/safe-word.ts";
import type { PageLine } from "../checklist-lines.ts";
import { left, missing, said, section } from "../draft.ts";
import { versionWords } from "../version-words.ts";
import { codesOf, linksOf, pathsOf, type Recogniser, textOf } from "./reading.ts";

/** What was written on the release branch is brought back to the main branch. */
export const sync: Recogniser = ({ lines }) => {
  const taken = lines.filter(
    (line) =>
      /\bcherry-?pick(?:ing)?\b.{0,80}\b(?:change ?log|version|release)/i.test(line.text) ||
      /\bmerge\b.{0,60}\b(?:release|changes|it)\b.{0,60}\b(?:back\s+)?(?:in)?to\s+(?:the\s+)?(?:main|master|trunk|develop)\b/i.test(
        line.text,
      ) ||
      /\bpull (?:the )?commits from (?:the )?release branch\b/i.test(line.text),
  );
  const [first] = taken;
  if (first === undefined) return [];
  const branch = codesOf(first)
    .map((code) => versionWords(code).template)
    .find((each) => each.includes("{version}") && /sync|merge|back|post/i.test(each) && isPlainRef(each.replaceAll(/\{[a-z]+\}/g, "1")));
  const draft = section({
    sync: section({ branch: branch === undefined ? left("{version}-sync") : said(branch, first.line), title: left("Sync {version}") }),
  });
  return [{ item: "sync-main", lines: taken, draft }];
};

/** A file whose change tells the running apps of the release. */
export const updateFeed: Recogniser = ({ lines, github }) => {
  for (const line of lines) {
    const file = pathsOf(line).find((path) => path.endsWith(".json"));
    if (
      file === undefined ||
      !/\bnotif\w+|\bupdates?\s+(?:is|are|becomes?)\s+available\b|\brelease (?:information|date)\b|\bauto-?updat/i.test(textOf(line))
    )
      continue;
    const edge = missing(
      `https://raw.githubusercontent.com/${String(github.value)}/main/${file}`,
      "the page does not say where apps read it",
    );
    const draft = section({ sync: section({}), "update-feed": section({ file: said(file, line.line), in: left("sync"), edge }) });
    return [{ item: "publish-feed", lines: [line], draft }];
  }
  return [];
};

/** The cache in front of what users read. */
export const cdn: Recogniser = ({ lines }) => {
  for (const line of lines) {
    const text = textOf(line);
    if (!/\bcloudfront\b/i.test(text) || !/\binvalidat|\brefresh|\bpurge|\bclear/i.test(text)) continue;
    const id = distributionIn(line);
    if (id === undefined) continue;
    const paths = codesOf(line).filter((code) => /^\/[\w./*-]{0,100}$/.test(code));
    const draft = section({
      cdn: section({ cloudfront: said(id, line.line), paths: paths.length === 0 ? left("/*") : said(paths, line.line) }),
    });
    return [{ item: "refresh-cdn", lines: [line], draft }];
  }
  return [];
};

const distributionIn = (line: PageLine): string | undefined => {
  const linked = linksOf(line).map(({ address }) => /cloudfront\/.{0,200}distributions\/([A-Z0-9]{8,20})/.exec(address)?.[1]);
  return [...linked, ...codesOf(line), ...line.text.split(/\s+/)].find((word) => word !== undefined && /^E[A-Z0-9]{11,14}$/.test(word));
};
