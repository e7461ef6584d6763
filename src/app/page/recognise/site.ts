import type { PageLine } from "../checklist-lines.ts";
import { left, missing, said, section } from "../draft.ts";
import { forgeRepository, linksOf, type Recogniser } from "./reading.ts";

/** The post about the release: a line that writes it, not one that announces it everywhere. */
export const post: Recogniser = ({ lines, github }) => {
  const writes = lines.filter(
    (line) => /\bblog\b/i.test(line.text) && /\b(?:write|draft|prepare)\b/i.test(line.text) && !isElsewhere(line),
  );
  const [first] = writes;
  if (first === undefined) return [];
  const publishes = lines.filter((line) => /\bpublish\b[^.]{0,40}\bblog\b/i.test(line.text) && !isElsewhere(line));
  const repository = linksOf(first)
    .map(({ address }) => forgeRepository(address))
    .find((each) => each !== undefined);
  const draft = section({
    post: section({
      repository: repository === undefined ? missing(`${String(github.value).split("/")[0]}/website`) : said(repository, first.line),
      main: left("main"),
      file: missing("blog/{version-dashed}.md"),
      branch: left("release-{version}"),
      title: left("the train's name and {version}"),
      template: left("a plain text of ours"),
      highlight: left("none"),
    }),
  });
  return [
    { item: "write-post", lines: writes, draft },
    { item: "publish-post", lines: publishes, draft: section({}) },
  ];
};

/** What no item of ours does keeps the line a person's. */
const isElsewhere = (line: PageLine): boolean => /\b(?:tweets?|twitter|linkedin|mastodon|bluesky|social|reddit)\b/i.test(line.text);

/** The release's page at the forge. */
export const releasePage: Recogniser = ({ lines }) => {
  const taken = lines.filter(
    (line) =>
      /\b(?:publish|draft|create|make|click)\b/i.test(line.text) &&
      !/\bbranch\b|\bpypi\b/i.test(line.text) &&
      (/\bgithub releases?\b|\breleases? (?:page )?on github\b|\bpublish(?:ing)? (?:the )?release\b|\bdraft (?:the |a )?(?:new )?release\b|\bnew release\b[^.]{0,40}\bgithub\b/i.test(
        line.text,
      ) ||
        linksOf(line).some(({ address }) => /^https:\/\/github\.com\/[^/]+\/[^/]+\/releases(?:\/new)?\/?$/.test(address))),
  );
  return taken.length === 0
    ? []
    : [{ item: "publish-release-page", lines: taken, draft: section({ "release-page": section({ title: left("{version}") }) }) }];
};
