import { findPlaceholders, placeholdersText } from "../../domain/placeholders.ts";
import type { Complaint } from "../complaint.ts";
import type { Path } from "../place.ts";
import type { Words } from "../sections/index.ts";
import { chartNames, fileNames, refNames, rollbackNames, shortNames, textNames, tryTemplate } from "./names.ts";
import { rule } from "./rule.ts";
import { unsafeBranch, unsafePath } from "./safe-names.ts";

/** A branch or tag without the version would be the same in every release. */
const filledRef = (path: Path, template: string): readonly Complaint[] => {
  const tried = tryTemplate(path, template, refNames);
  if (tried.is === "complaint") return [tried.complaint];
  if (!/\{version(?:-dashed)?\}/.test(template))
    return [{ path, found: template, expected: "a name with {version} in it, so that each release has its own" }];
  const reason = unsafeBranch(tried.text);
  return reason === undefined ? [] : [{ path, found: template, expected: reason }];
};

const filledText = (path: Path, template: string, names = shortNames): readonly Complaint[] => {
  const tried = tryTemplate(path, template, names);
  return tried.is === "complaint" ? [tried.complaint] : [];
};

const plainBranch = (path: Path, name: string): readonly Complaint[] => {
  const reason = unsafeBranch(name);
  return reason === undefined ? [] : [{ path, found: name, expected: reason }];
};

const plainFile = (path: Path, file: string): readonly Complaint[] => {
  const reason = unsafePath(file);
  return reason === undefined ? [] : [{ path, found: file, expected: reason }];
};

const filledFile = (path: Path, template: string): readonly Complaint[] => {
  const tried = tryTemplate(path, template);
  return tried.is === "complaint" ? [tried.complaint] : plainFile(path, tried.text);
};

export const repositoryNamesAreSafe = rule(["repository"], ({ repository }) => [
  ...plainBranch(["repository", "main"], repository.main),
  ...filledRef(["repository", "branch"], repository.branch),
  ...filledRef(["repository", "tag"], repository.tag),
  ...(repository.tag.split("{version}").length > 2 || repository.tag.includes("-dashed}")
    ? [
        {
          path: ["repository", "tag"],
          found: repository.tag,
          expected: "{version} exactly once, so that versions can be read back from tags",
        },
      ]
    : []),
  ...filledText(["repository", "tag-message"], repository["tag-message"]),
]);

export const freezeLabelCanBeFilled = rule(["freeze"], ({ freeze }) =>
  freeze === undefined ? [] : filledText(["freeze", "label"], freeze.label),
);

export const changelogIsSafe = rule(["changelog"], ({ changelog }) =>
  changelog === undefined
    ? []
    : [...filledFile(["changelog", "file"], changelog.file), ...filledText(["changelog", "message"], changelog.message)],
);

export const versionFilesAreSafe = rule(["version-files"], (words) =>
  words["version-files"].flatMap((each, at) => [
    ...plainFile(["version-files", at, "file"], each.file),
    ...filledText(["version-files", at, "to"], each.to, fileNames),
    ...(each["on-main"] === undefined ? [] : filledText(["version-files", at, "on-main"], each["on-main"], fileNames)),
    ...filledText(["version-files", at, "message"], each.message),
  ]),
);

export const postNamesAreSafe = rule(["post"], ({ post }) => {
  if (post === undefined) return [];
  return [
    ...plainBranch(["post", "main"], post.main),
    ...filledRef(["post", "branch"], post.branch),
    ...(post.title === undefined ? [] : filledText(["post", "title"], post.title)),
    ...filledFile(["post", "file"], post.file),
    ...(/\{version/.test(post.file)
      ? []
      : [{ path: ["post", "file"], found: post.file, expected: "a name with {version} in it: a post is a new file" }]),
  ];
});

export const chartNamesAreSafe = rule(["chart", "images"], ({ chart, images }) => {
  if (chart === undefined) return [];
  const names = chartNames(chart.version.bump !== undefined, images);
  return [
    ...plainBranch(["chart", "main"], chart.main),
    ...filledRef(["chart", "branch"], chart.branch),
    ...filledText(["chart", "title"], chart.title),
    ...chart.edits.flatMap((each, at) => [
      ...plainFile(["chart", "edits", at, "file"], each.file),
      ...filledText(["chart", "edits", at, "to"], each.to, names),
    ]),
    ...(chart.version.file === undefined ? [] : plainFile(["chart", "version", "file"], chart.version.file)),
  ];
});

export const syncNamesAreSafe = rule(["sync"], ({ sync }) =>
  sync === undefined ? [] : [...filledRef(["sync", "branch"], sync.branch), ...filledText(["sync", "title"], sync.title)],
);

export const releasePageCanBeFilled = rule(["release-page"], (words) =>
  words["release-page"] === undefined ? [] : filledText(["release-page", "title"], words["release-page"].title),
);

/** Every text for people: its file is there, and asks for nothing that nobody gives. */
export const textsCanBeFilled = rule(["post", "release-page", "announce", "rollback"], (words, { read }) =>
  templateFiles(words).flatMap(({ path, file }) => {
    const unsafe = plainFile(path, file);
    if (unsafe.length > 0) return unsafe;
    const text = read(file);
    if (text === undefined) return [{ path, found: `${file}, which is not there`, expected: "a readable file beside the configuration" }];
    if (text.length > 200_000)
      return [{ path, found: `${text.length} characters in ${file}`, expected: "a text of at most 200000 characters" }];
    const tried = tryTemplate(path, text, path[0] === "rollback" ? rollbackNames : textNames, `in ${file} `);
    if (tried.is === "complaint") return [tried.complaint];
    // A post is finished by people in its pull request; nobody touches the others again.
    const open = path[0] === "post" ? [] : findPlaceholders(tried.text);
    if (open.length === 0) return [];
    const found = `in ${file}, filled in: ${placeholdersText(open, 2)}`;
    return [{ path, severity: "warning" as const, found, expected: "a text that is finished; this holds the launch" }];
  }),
);

export const subjectsCanBeFilled = rule(["announce", "rollback"], ({ announce, rollback }) => [
  ...(announce.newsletter?.subject === undefined ? [] : filledText(["announce", "newsletter", "subject"], announce.newsletter.subject)),
  ...filledText(["rollback", "subject"], rollback.subject),
]);

/** Every template that stands in a file of its own. */
export const templateFiles = ({
  post,
  announce,
  "release-page": page,
  rollback,
}: Pick<Words, "post" | "release-page" | "announce" | "rollback">): readonly { readonly path: Path; readonly file: string }[] => [
  ...(post?.template === undefined ? [] : [{ path: ["post", "template"], file: post.template }]),
  ...(page?.template === undefined ? [] : [{ path: ["release-page", "template"], file: page.template }]),
  ...(rollback.template === undefined ? [] : [{ path: ["rollback", "template"], file: rollback.template }]),
  ...announce.slack.flatMap(({ message }, at) =>
    message === undefined ? [] : [{ path: ["announce", "slack", at, "message"], file: message }],
  ),
  ...(announce.newsletter?.template === undefined
    ? []
    : [{ path: ["announce", "newsletter", "template"], file: announce.newsletter.template }]),
];
