import { failure, unclear, warning, well } from "../../domain/diagnosis.ts";
import type { ForgeCredential } from "../../domain/ports/forge.ts";
import type { Preflight } from "./preflight.ts";

type Input = {
  /** Of the launch, where it can be told. */
  readonly day: string;
  /** The scopes of a classic token without which something of this train fails. */
  readonly scopes: readonly string[];
};

const renew = "https://github.com/settings/tokens";

/** A token that ends between the tag and the last announcement leaves a release half told. */
export const forgeToken: Preflight<"access", Input, ForgeCredential> = {
  name: "forge-token",
  title: "the token of GitHub",
  needs: ["access"],
  atLaunch: true,
  serves: ["tag-release", "sync-main", "merge-chart", "publish-feed"],
  inputs: ({ train, release }) => [
    { day: release?.day ?? "", scopes: ["repo", ...(train.contributors.githubOrganisation === undefined ? [] : ["read:org"])] },
  ],
  about: () => "GITHUB_TOKEN",
  look: ({ access }) => access.credential(),
  mend: () => `Make a new token at ${renew} and set GITHUB_TOKEN, or GITHUB_TOKEN_FILE.`,
  judge: ({ day, scopes }, { login, scopes: has, expires }) => {
    const lacks = has === undefined ? [] : scopes.filter((each) => !has.some((own) => includes(own, each)));
    if (lacks.length > 0)
      return failure({
        says: `the token of ${login} lacks ${lacks.join(" and ")}; it has ${has?.join(", ") || "no scope"}`,
        why: "Pushing, pull requests and statuses need `repo`; to be told who belongs to an organisation needs `read:org`.",
        fix: `Give it ${lacks.join(" and ")} at ${renew}.`,
      });
    const life = expires === undefined ? "does not say when it ends" : `ends ${expires.slice(0, 10)}`;
    const end = expires?.slice(0, 10);
    if (end !== undefined && day !== "" && end <= day)
      return failure({
        says: `the token of ${login} ${life}, and the launch is on ${day}`,
        why: "Everything after the tag would be refused in the middle.",
        fix: `Renew it at ${renew} and set GITHUB_TOKEN again.`,
      });
    if (end !== undefined && day !== "" && daysBetween(day, end) < spare)
      return warning({
        says: `the token of ${login} ${life}, ${daysBetween(day, end)} days after the launch on ${day}`,
        why: "A launch that slips would outlive it.",
        fix: `Renew it at ${renew} and set GITHUB_TOKEN again.`,
      });
    if (has === undefined && expires === undefined)
      return unclear({
        says: `GitHub says of the token of ${login} neither what it may do nor when it ends`,
        why: "Answers to fine-grained tokens and to those of apps name no scopes; only the checks of each repository tell.",
        fix: `Look at ${renew}: contents, pull requests and commit statuses to write, actions and members to read.`,
      });
    return well(`the token of ${login} ${has === undefined ? "is accepted" : `may ${has.join(", ")}`} and ${life}`);
  },
};

/** Days that a launch may slip before anybody should have to think of a token. */
const spare = 14;

/** Scopes that hold others. `public_repo` is `repo` for public repositories, and one that is not is not even seen with it. */
const holding: Readonly<Record<string, readonly string[]>> = { repo: ["public_repo"], "read:org": ["admin:org", "write:org"] };

const includes = (own: string, wanted: string): boolean => own === wanted || holding[wanted]?.includes(own) === true;

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
