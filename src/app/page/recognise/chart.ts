import type { PageLine, Passage } from "../checklist-lines.ts";
import { type Draft, left, list, missing, said, section } from "../draft.ts";
import { versionWords } from "../version-words.ts";
import { type Doubt, forgeFile, forgeRepository, linksOf, partsOf, type Reading, type Recogniser } from "./reading.ts";

/** The Helm chart: a line that edits it and leads to its repository, with what it changes there and the label it asks for. */
export const chart: Recogniser = (at) => {
  for (const line of at.lines) {
    if (!/\b(?:helm|chart)\b/i.test(line.text) || !/\b(?:edit|update|updated|bump|change|release)\b/i.test(line.text)) continue;
    const repository = linksOf(line)
      .map(({ address }) => forgeRepository(address))
      .find((each) => each !== undefined);
    if (repository === undefined) continue;
    return [{ item: "edit-chart", lines: [line], ...draftOf(line, repository, at) }];
  }
  return [];
};

const draftOf = (
  line: PageLine,
  repository: string,
  { chart: shown }: Reading,
): { readonly draft: Draft; readonly doubts: readonly Doubt[] } => {
  const files = linksOf(line).flatMap(({ address }) => forgeFile(address) ?? []);
  const label = labelIn(line);
  const asked = shown?.guessed.label;
  const seen = (value: string): Draft => ({ is: "said", value, from: "as the chart's own repository shows", confidence: "likely" });
  const chosen: Draft | undefined = asked !== undefined ? seen(asked) : label === undefined ? undefined : said(label.label, label.line);
  const main = files[0];
  const draft = section({
    chart: section({
      repository: said(repository, line.line),
      main: main === undefined ? left("main") : said(main.branch, line.line),
      branch: left("release-{version}"),
      title: left("Release {version}"),
      ...(chosen === undefined
        ? { version: section({ bump: missing("release", "the page asks for no label, so the pull request raises it") }) }
        : { label: chosen }),
      edits:
        shown === undefined
          ? editsOf(line, files)
          : list(
              shown.guessed.edits.map(({ file, place, to }) =>
                section({
                  file: seen(file),
                  ...(place.is === "at" ? { at: seen(place.path) } : place.is === "pattern" ? { pattern: seen(place.pattern) } : {}),
                  to: seen(to),
                }),
              ),
            ),
    }),
  });
  const doubts =
    label === undefined
      ? []
      : [
          {
            line: label.line,
            says:
              asked === undefined
                ? `the label ${JSON.stringify(label.label)} is taken as it is written; the chart's workflow compares letter by letter, so hold it against that (--chart PATH reads it from a clone)`
                : `the page says ${JSON.stringify(label.label)}, the chart's workflow asks for ${JSON.stringify(asked)}`,
          },
        ].filter(() => asked !== label.label);
  return { draft, doubts };
};

/** The code beside the word label. */
const labelIn = (line: PageLine): { readonly label: string; readonly line: number } | undefined => {
  for (const part of partsOf(line))
    for (const code of part.codes)
      if (
        /^[\w][\w :./-]{0,60}$/.test(code) &&
        new RegExp(`${escaped(code)}\\s+label|labell?(?:ed)?\\s+(?:as\\s+|it\\s+)?${escaped(code)}`, "i").test(part.text)
      )
        return { label: code, line: part.line };
  return undefined;
};

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/** `appVersion` stands in Chart.yaml beside the values; the values' image tag is where the page says to change it. */
const editsOf = (line: PageLine, files: readonly { readonly file: string }[]): Draft => {
  const values = files.find(({ file }) => /(?:^|\/)values\.ya?ml$/.test(file))?.file;
  const chartFile =
    files.find(({ file }) => /(?:^|\/)Chart\.ya?ml$/.test(file))?.file ??
    (values === undefined ? undefined : values.replace(/[^/]+$/, "Chart.yaml"));
  const parts = partsOf(line);
  const app = parts.find((part) => part.codes.includes("appVersion"));
  const tag = parts.find((part) => /\btag\b/i.test(part.text) && part !== line && values !== undefined);
  const edits: Draft[] = [];
  if (app !== undefined || tag === undefined)
    edits.push(
      section({
        file:
          chartFile === undefined
            ? missing("Chart.yaml", "the page does not say where it stands")
            : said(chartFile, app?.line ?? line.line),
        at: app === undefined ? missing("appVersion") : said("appVersion", app.line),
        to: said("{version}", app?.line ?? line.line),
      }),
    );
  if (tag !== undefined && values !== undefined)
    edits.push(
      section({
        file: said(values, tag.line),
        at: missing("image.tag", "the page does not say where it stands in the file"),
        to: said(tagIn(tag), tag.line),
      }),
    );
  return list(edits);
};

const tagIn = (part: Passage): string => {
  const found = part.codes
    .map((code) => versionWords(code))
    .find(({ names, template }) => names === "version" && /^[\w:{][\w.{}:-]*$/.test(template));
  return found?.template ?? "{version}";
};
