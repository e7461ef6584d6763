import { isWorkflow, type RepositorySurvey } from "./repository-survey.ts";
import { shown } from "./safe-word.ts";

/** An image that a workflow pushes, with the tags that could be told. */
export interface GuessedImage {
  readonly name: string;
  readonly candidate: string | undefined;
  readonly release: readonly string[];
  readonly from: string;
  readonly isSure: boolean;
}

/** What stands for the version in the tags of a workflow: the branch it runs for, or the tag. */
interface Patterns {
  readonly branch: string;
  readonly tag: string;
}

/** Images from `images:` and `tags:` of the workflows. An expression that is neither branch, tag nor version makes its tag unknown. */
export const guessImages = ({ files, contents }: RepositorySurvey, patterns: Patterns): readonly GuessedImage[] => {
  const found = pushedImages({ files, contents }, patterns);
  const names = [...new Set(found.map((each) => each.name))].slice(0, 6);
  return names.map((name) => {
    const own = found.filter((each) => each.name === name);
    const candidate = own.find((each) => each.when === "branch" && each.tag?.includes("{version}"))?.tag;
    const release = [
      ...new Set(own.flatMap((each) => (each.when === "tag" && each.tag !== undefined && each.tag !== candidate ? [each.tag] : []))),
    ];
    const isSure = release.some((tag) => tag.includes("{version}"));
    return {
      name,
      candidate,
      release: isSure ? release : ["{version}", "latest"].filter((tag) => tag !== candidate),
      from: shown(own[0]?.file ?? ""),
      isSure,
    };
  });
};

/** Every image and tag that a workflow pushes, as far as its text tells. */
export const pushedImages = (
  { files, contents }: Pick<RepositorySurvey, "files" | "contents">,
  patterns: Patterns,
): readonly PushedImage[] => files.filter(isWorkflow).flatMap((file) => pushedBy(file, (contents[file] ?? "").slice(0, 100_000), patterns));

/** One tag of an image that a workflow pushes. */
export interface PushedImage {
  readonly name: string;
  /** As a template; nothing where the workflow computes it in a way that its text does not tell. */
  readonly tag: string | undefined;
  /** What the workflow runs for. */
  readonly when: "branch" | "tag";
  readonly file: string;
}

const pushedBy = (file: string, text: string, patterns: Patterns): readonly PushedImage[] => {
  if (!/push/.test(text)) return [];
  const when = /^\s*tags:\s*(?:\[|$|\n)/m.test(headOf(text)) ? "tag" : "branch";
  const matrix = [...text.matchAll(/\bimage:\s*['"]?([a-z0-9][a-z0-9._/-]{1,100})/g)].map((each) => each[1] ?? "");
  return valuesOf(text).flatMap((value) =>
    (value.includes("matrix.image") ? matrix.map((image) => value.replaceAll(/\$\{\{\s*matrix\.image\s*\}\}/g, image)) : [value]).flatMap(
      (each) => {
        const { name, tag } = partsOf(each);
        return isImage(name)
          ? [{ name, tag: tag === undefined ? undefined : templateOf(tag, when, patterns), when, file } satisfies PushedImage]
          : [];
      },
    ),
  );
};

/** The part of a workflow that says when it runs. */
const headOf = (text: string): string => /^(?:'on'|"on"|on):([\s\S]*?)^(?:jobs|env|permissions|concurrency):/m.exec(text)?.[1] ?? "";

/** What stands behind `images:` and `tags:` of steps: on the line, or on more indented lines below; several are parted by commas or lines. */
const valuesOf = (text: string): readonly string[] => {
  const body = text.slice(Math.max(0, text.search(/^jobs:/m)));
  const values: string[] = [];
  const lines = body.split("\n");
  for (const [at, line] of lines.entries()) {
    const found = /^(\s*)(?:- )?(?:images|tags):\s*(.*?)\s*$/.exec(line.slice(0, 2000));
    if (found === null) continue;
    const depth = found[1]?.length ?? 0;
    const block = /^[|>]/.test(found[2] ?? "") || found[2] === "" ? below(lines.slice(at + 1, at + 30), depth) : [found[2] ?? ""];
    values.push(...block.flatMap((each) => each.split(",")).map((each) => each.trim().replaceAll(/^(?:- )?['"]?|['"]$/g, "")));
  }
  return values.filter((each) => each !== "");
};

const below = (lines: readonly string[], depth: number): readonly string[] => {
  const end = lines.findIndex((line) => line.trim() !== "" && (/^\s*/.exec(line)?.[0].length ?? 0) <= depth);
  return (end < 0 ? lines : lines.slice(0, end)).map((line) => line.trim());
};

const partsOf = (value: string): { readonly name: string; readonly tag: string | undefined } => {
  const cut = value.indexOf(":", value.lastIndexOf("/", value.indexOf("$") < 0 ? undefined : value.indexOf("$")));
  return cut < 0 ? { name: value, tag: undefined } : { name: value.slice(0, cut), tag: value.slice(cut + 1) };
};

const isImage = (name: string): boolean =>
  name.length <= 120 &&
  name.includes("/") &&
  /^(?:[a-z0-9][a-z0-9.-]*(?::\d{1,5})?\/)?[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/.test(name);

const templateOf = (tag: string, when: PushedImage["when"], { branch, tag: tagPattern }: Patterns): string | undefined => {
  const filled = tag.replaceAll(
    /\$\{\{([^}]*)\}\}|\$\{?([A-Z_]+)\}?/g,
    (_, expression: string | undefined, variable: string | undefined) => {
      const name = (expression ?? variable ?? "").toLowerCase();
      if (when === "branch") return /branch|ref_name|head_ref/.test(name) ? branch : "?";
      if (/version|semver/.test(name)) return "{version}";
      return /tag|ref_name/.test(name) ? tagPattern : "?";
    },
  );
  return /^[A-Za-z0-9_{][A-Za-z0-9._{}-]{0,120}$/.test(filled) && /^[^{}]*(?:\{version\}[^{}]*)?$/.test(filled) ? filled : undefined;
};
