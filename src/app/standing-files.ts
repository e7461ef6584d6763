import { ReleaseError } from "../domain/errors.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import { fieldAt, type Json, resolve, textAt } from "../domain/known.ts";
import { factOfRelease, isOver, progressOf } from "../domain/progress.ts";
import type { Survey } from "../domain/survey.ts";
import { fillAll } from "./fill-all.ts";
import type { AppParts } from "./parts.ts";
import { namesOf } from "./template-names.ts";

/** Files as they stood when the plan was made, by `repository branch`. */
type Standing = Readonly<Record<string, Readonly<Record<string, string>>>>;

const name = "files.json";

type Read = { readonly text: string | undefined };

/** What was read already: a commit's files never change, those of a plan until the next one. */
export interface KnownFiles {
  standing: Standing | undefined;
  readonly read: Map<string, Read>;
}

export const nothingKnown = (): KnownFiles => ({ standing: undefined, read: new Map() });

/** Keeps the files that the plan was made from beside the journal: the runbook is made of them when nothing outside answers. */
export const keepFiles = async ({ train, ports }: AppParts, version: string, survey: Survey): Promise<void> => {
  const { repository, chart } = train;
  const standing: Standing = {
    [`${repository.name} ${repository.main}`]: survey.mainFiles,
    [`${repository.name} ${fillAll(repository.branch, namesOf(version, survey.previous.version))}`]: survey.files,
    ...(chart === undefined ? {} : { [`${chart.repository} ${chart.main}`]: survey.chart?.files ?? {} }),
  };
  await ports.artifacts.write(version, name, new TextEncoder().encode(JSON.stringify(standing)));
};

/**
 * The files that open steps change, each where its commit will be made: read from the own clone where that is known, and else as it was when the plan was made.
 * Asks nobody outside for anything.
 */
export const standingFiles = async (
  { train, ports }: AppParts,
  state: ReleaseState,
  known: KnownFiles = nothingKnown(),
): Promise<(step: string, path: string) => string | undefined> => {
  known.standing ??= await keptFiles(ports.artifacts.read(state.version, name));
  const { standing } = known;
  const progress = progressOf(state);
  const found = new Map<string, string | undefined>();
  for (const { step, standing: at } of progress) {
    if (isOver(at)) continue;
    const resolved = resolve(step.input, (wanted) => factOfRelease(progress, wanted));
    const base = resolved.is === "known" ? baseOf(resolved.value) : undefined;
    const repository = textAt(step.input, "repository") ?? "";
    for (const path of pathsOf(step.input)) {
      const at = `${repository} ${base} ${path}`;
      const read = base === undefined ? undefined : (known.read.get(at) ?? (await readAt(ports.objects.file(repository, base, path))));
      if (read !== undefined) known.read.set(at, read);
      const isOwn = repository === train.repository.name && fieldAt(step.input, "create") === "no";
      const branch = isOwn ? (textAt(step.input, "branch") ?? "") : mainOf(train, repository);
      found.set(`${step.id} ${path}`, read === undefined ? standing[`${repository} ${branch}`]?.[path] : read.text);
    }
  }
  return (step, path) => found.get(`${step} ${path}`);
};

const keptFiles = async (reading: Promise<Uint8Array | undefined>): Promise<Standing> => {
  const bytes = await reading;
  return bytes === undefined ? {} : (JSON.parse(new TextDecoder().decode(bytes)) as Standing);
};

/** A file that is not there is known as well as one that is; a clone that cannot be read tells nothing. */
const readAt = async (reading: Promise<string | undefined>): Promise<Read | undefined> => {
  try {
    return { text: await reading };
  } catch (error) {
    if (error instanceof ReleaseError) return undefined;
    throw error;
  }
};

const mainOf = (train: AppParts["train"], repository: string): string => {
  if (repository === train.chart?.repository) return train.chart.main;
  return repository === train.post?.repository ? train.post.main : train.repository.main;
};

/** The commit that a step's own commits are made on, or whose files it reads. */
const baseOf = (input: Json): string | undefined => textAt(input, "base") ?? textAt(input, "onto") ?? textAt(input, "commit");

const pathsOf = (input: Json): readonly string[] => {
  const commits = fieldAt(input, "commits");
  const edits = [fieldAt(input, "edits"), ...(Array.isArray(commits) ? commits.map((each: Json) => fieldAt(each, "edits")) : [])];
  const files = edits.flatMap((each) => (Array.isArray(each) ? each.flatMap((edit: Json) => textAt(edit, "file") ?? []) : []));
  const own = fieldAt(input, "bump") === undefined ? undefined : textAt(input, "file");
  return [...new Set([...files, ...(own === undefined ? [] : [own])])];
};
