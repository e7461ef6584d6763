import { type FactOf, factOf, type Joined, joined } from "../../domain/known.ts";
import type { Environment, Train } from "../../domain/train.ts";
import { type Arranging, type Item, step } from "../item.ts";
import { candidateCommit } from "../release-edits.ts";
import { awaitApp } from "../steps/await-app.ts";
import { buildApp } from "../steps/build-app.ts";
import { runCommand } from "../steps/run-command.ts";

/** Deployed again for every candidate, then asked what it runs. One on which the session proves the published image is an interlock. */
export const deployEnvironment = (environment: Environment, { session }: Pick<Train, "session">): Item => ({
  id: `deploy-${environment.name}`,
  title: () => `Deploy ${environment.name} and ask what it runs`,
  phase: "qualify",
  rows: [6],
  access: environment.deploy.is === "heroku" ? ["HEROKU_API_KEY"] : [],
  after: environment.deploy.is === "heroku" ? ["bump-version"] : ["await-candidate-image"],
  ...(environment.proves === "digest" && session?.on.includes(environment.name) === true
    ? { interlock: "The session must use the published image, which this environment proves." }
    : {}),
  when: ({ train, release }) => release.kind === "release" && train.environments.includes(environment),
  steps: (at) => {
    const expect = proofOf(at, environment);
    const asks = { url: environment.url, path: environment.ask.path, at: questionOf(environment), expect };
    return [deployStep(at, environment, asks), step(awaitApp, { ...asks, proves: environment.proves })];
  },
});

/** The tested image's digest, as its candidate step tells it. */
export const candidateDigest = (image: string): FactOf => factOf(`await-candidate-image/image-${image}`, "digest");

interface Asks {
  readonly url: string;
  readonly path: string;
  readonly at: string;
  readonly expect: string | FactOf;
}

const deployStep = (at: Arranging, { deploy }: Environment, asks: Asks) =>
  deploy.is === "heroku"
    ? step(buildApp, { app: deploy.app, repository: at.train.repository.name, commit: candidateCommit(at) })
    : step(runCommand, { argv: deploy.argv.map((each) => argument(at, each)), environment: {}, ...asks });

const argument = (at: Arranging, template: string): string | Joined => {
  const image = at.train.images.find((each) => template === `{image.${shortName(each.name)}}`);
  return image === undefined ? at.fill(template) : joined(`${image.name}@`, candidateDigest(image.name));
};

const shortName = (image: string): string => image.slice(image.lastIndexOf("/") + 1);

const proofOf = (at: Arranging, { proves }: Environment): string | FactOf => {
  switch (proves) {
    case "version":
      return at.release.version;
    case "commit":
      return candidateCommit(at);
    case "digest":
      return candidateDigest(testedImage(at));
  }
};

const testedImage = ({ train }: Arranging): string => train.images.find((each) => each.candidate !== undefined)?.name ?? "";

const questionOf = ({ proves, ask }: Environment): string => ask[proves] ?? ask.version ?? ".version";
