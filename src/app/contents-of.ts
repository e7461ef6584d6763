import { explain } from "../domain/errors.ts";
import { filesMeant, globFolder, isGlob } from "../domain/path-glob.ts";
import type { ObjectId } from "../domain/ports/git.ts";
import type { Survey } from "../domain/survey.ts";
import type { Post } from "../domain/train.ts";
import { fillAll } from "./fill-all.ts";
import type { AppParts } from "./parts.ts";
import { namesOf } from "./template-names.ts";

/** The parts of a survey that are files and campaigns: what the plan edits, as it is now. */
export const contentsOf = async (
  parts: AppParts,
  { head, mainHead, versions }: { readonly head: ObjectId; readonly mainHead: ObjectId; readonly versions: readonly string[] },
): Promise<Pick<Survey, "files" | "mainFiles" | "chart" | "post" | "lastCampaign">> => {
  const { train } = parts;
  const versionFiles = await meantAt(parts, head);
  // The file of the version before is the form to follow, where each version has one of its own.
  const changelogs = versions.map((version) => fillAll(train.changelog?.file ?? "", namesOf(version, "")));
  const own = [...(train.changelog === undefined ? [] : changelogs), ...versionFiles];
  const onMain = [...own, ...(train.updateFeed === undefined ? [] : [train.updateFeed.file])];
  const [files, mainFiles, chart, post, lastCampaign] = await Promise.all([
    readAll(parts, train.repository.name, head, own),
    readAll(parts, train.repository.name, mainHead, onMain),
    chartOf(parts),
    postOf(parts, train.post),
    lastCampaignOf(parts),
  ]);
  return { files, mainFiles, chart, post, lastCampaign };
};

/** The files that the configuration means, by name or by their place among others. */
const meantAt = async ({ train, ports }: AppParts, head: ObjectId): Promise<readonly string[]> => {
  const meant = await Promise.all(
    train.versionFiles.map(async ({ file }) =>
      isGlob(file) ? filesMeant(file, await ports.objects.files(train.repository.name, head, globFolder(file))) : [file],
    ),
  );
  const wide = meant.findIndex((files) => files.length > mostMeant);
  if (wide < 0) return meant.flat();
  throw explain("TOO_MANY_FILES", { path: train.versionFiles[wide]?.file ?? "", count: meant[wide]?.length ?? 0, most: mostMeant });
};

/** More manifests than any repository has, and few enough to read at once. */
const mostMeant = 500;

const readAll = async (
  { ports }: AppParts,
  repository: string,
  commit: ObjectId,
  files: readonly string[],
): Promise<Readonly<Record<string, string>>> => {
  const read = await Promise.all(
    [...new Set(files)].map(async (file) => [file, await ports.objects.file(repository, commit, file)] as const),
  );
  return Object.fromEntries(read.flatMap(([file, text]) => (text === undefined ? [] : [[file, text]])));
};

const headOf = async ({ ports }: AppParts, repository: string, branch: string): Promise<ObjectId | undefined> =>
  (await ports.refs.look(repository, `refs/heads/${branch}`))?.commit;

const chartOf = async (parts: AppParts): Promise<Survey["chart"]> => {
  const { chart } = parts.train;
  if (chart === undefined) return undefined;
  const head = await headOf(parts, chart.repository, chart.main);
  return head === undefined
    ? undefined
    : {
        head,
        files: await readAll(parts, chart.repository, head, [
          ...chart.edits.map((each) => each.file),
          ...(chart.raise.is === "commit" ? [chart.version.file] : []),
        ]),
      };
};

const postOf = async (parts: AppParts, post: Post | undefined): Promise<Survey["post"]> => {
  if (post === undefined) return undefined;
  const head = await headOf(parts, post.repository, post.main);
  return head === undefined ? undefined : { head };
};

/** Who sends the newsletter without Signalbox has no credential for it here, and knows to how many the last one went. */
const lastCampaignOf = async ({ train, ports, lacks }: AppParts): Promise<Survey["lastCampaign"]> => {
  if (train.newsletter === undefined || lacks("MAILCHIMP_API_KEY")) return undefined;
  const sent = (await ports.campaigns.list(train.newsletter.audience)).filter((each) => each.status === "sent");
  const [last] = [...sent].sort((a, b) => ((a.sentAt ?? "") < (b.sentAt ?? "") ? 1 : -1));
  return last === undefined ? undefined : { id: last.id, subject: last.subject, recipients: last.recipients };
};
