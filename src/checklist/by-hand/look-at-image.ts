import { shellWord } from "../../domain/shell-word.ts";

/** What skopeo tells of an image, by a template of Go. */
export const lookAtImage = (name: string, template: string, platform?: string): string =>
  `skopeo ${platform === undefined ? "" : `${only(platform)} `}inspect --format ${shellWord(template)} ${shellWord(`docker://docker.io/${name}`)}`;

/** Succeeds when an image is the build of a commit for all platforms. */
export const imageShows = (wanted: {
  readonly image: string;
  readonly tag: string;
  readonly revision: string;
  readonly platforms: readonly string[];
}): readonly string[] =>
  wanted.platforms.map(
    (platform) => `test "$(${lookAtImage(`${wanted.image}:${wanted.tag}`, revision, platform)})" = ${shellWord(wanted.revision)}`,
  );

const revision = '{{index .Labels "org.opencontainers.image.revision"}}';

const only = (platform: string): string => {
  const [os = "", architecture = ""] = platform.split("/");
  return `--override-os ${shellWord(os)} --override-arch ${shellWord(architecture)}`;
};
