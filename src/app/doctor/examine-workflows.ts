import { type Diagnosis, failure, unclear, warning, well } from "../../domain/diagnosis.ts";
import { ReleaseError } from "../../domain/errors.ts";
import type { TrainImage } from "../../domain/train.ts";
import { type PushedImage, pushedImages } from "../init/guess-images.ts";
import { isWorkflow } from "../init/repository-survey.ts";
import type { AppParts } from "../parts.ts";
import type { Examined } from "./examined.ts";

/** More workflows than this are not read. */
const most = 100;

/** Which workflow of the repository pushes which tag of each image, as far as its text tells. */
export const examineWorkflows = async (parts: AppParts): Promise<readonly Examined[]> => {
  const { train } = parts;
  if (train.images.length === 0) return [];
  parts.onReading("the workflows that push images");
  const told = await readWorkflows(parts);
  return train.images.map((image) => ({
    check: "workflow-images",
    title: "the workflow that pushes the image",
    about: image.name,
    diagnosis: told instanceof ReleaseError ? unread(told) : judgeImage(image, told, train.repository.name),
  }));
};

const readWorkflows = async ({ train, ports }: AppParts): Promise<readonly PushedImage[] | ReleaseError> => {
  const { name, main, branch, tag } = train.repository;
  try {
    const head = await ports.refs.look(name, `refs/heads/${main}`);
    if (head === undefined) return [];
    const files = (await ports.objects.files(name, head.commit, ".github/workflows/")).filter(isWorkflow).slice(0, most);
    const texts = await Promise.all(files.map(async (file) => [file, (await ports.objects.file(name, head.commit, file)) ?? ""] as const));
    return pushedImages({ files, contents: Object.fromEntries(texts) }, { branch, tag });
  } catch (error) {
    if (error instanceof ReleaseError && error.explanation.fault !== "bug") return error;
    throw error;
  }
};

export const judgeImage = ({ name, by, candidate, release }: TrainImage, pushed: readonly PushedImage[], repository: string): Diagnosis => {
  const own = pushed.filter((each) => each.name === name);
  const pushing = (tag: string): readonly string[] => [
    ...new Set(own.filter((each) => each.tag === tag).map(({ file }) => fileName(file))),
  ];
  const address = `https://github.com/${repository}/tree/HEAD/.github/workflows`;
  const wanted = [...(candidate === undefined ? [] : [candidate]), ...(by === "ci" ? release : [])];
  const clash = by === "signalbox" ? release.filter((tag) => pushing(tag).length > 0) : [];
  if (clash.length > 0)
    return failure({
      says: clash.map((tag) => `${pushing(tag).join(" and ")} pushes ${name}:${tag} too`).join("; "),
      why: "Signalbox promotes the tested image to this tag, and the workflow would put another build over it, or be put over.",
      fix: `Take the tag out of the workflow (${address}), or say by: ci for the image.`,
    });
  const seen = wanted.filter((tag) => pushing(tag).length > 0);
  const unseen = wanted.filter((tag) => pushing(tag).length === 0);
  const said = seen.map((tag) => `${pushing(tag).join(" and ")} pushes ${tag}`).join("; ");
  if (unseen.length === 0) return well(wanted.length === 0 ? "no workflow pushes what Signalbox promotes" : said);
  const ill = {
    why: "The release waits until somebody has pushed it.",
    fix: `Compare images in signalbox.yaml with ${address}.`,
  };
  const missing = `no workflow is seen to push ${unseen.join(", ")}${said === "" ? "" : `; ${said}`}`;
  const isReadable = own.length > 0 && own.every(({ tag }) => tag !== undefined);
  return isReadable ? warning({ ...ill, says: missing }) : unclear({ ...ill, says: missing });
};

const unread = ({ explanation }: ReleaseError): Diagnosis =>
  unclear({ says: explanation.what, why: "The workflows are read from the main branch.", fix: explanation.next });

const fileName = (file: string): string => file.slice(file.lastIndexOf("/") + 1);
