import type { Environment, Train } from "../../domain/train.ts";
import type { Deployment } from "../../twins/apps/seed.ts";
import type { HeldBuild } from "../../twins/heroku/builds.ts";
import { changeLast, changeState, type Fact } from "./fact.ts";

/** What the environments run. */
export const runningFacts = ({ environments }: Train): readonly Fact[] => environments.flatMap(factsOfEnvironment);

const factsOfEnvironment = ({ name, deploy, url }: Environment): readonly Fact[] => {
  if (deploy.is === "command")
    return [
      { name: `${name}-runs-another`, about: `${name} runs another image than the tested one`, flip: onDeployment(new URL(url).origin) },
    ];
  return [
    {
      name: `${name}-build-failed`,
      about: `the build of ${name} failed`,
      flip: onBuild(deploy.app, (build) => [{ ...build, status: "failed" }]),
    },
    { name: `${name}-build-gone`, about: `${name} was never built from the candidate`, flip: onBuild(deploy.app, () => []) },
    {
      name: `${name}-runs-another`,
      about: `${name} was built from another commit since`,
      flip: onBuild(deploy.app, (build) => [build, { ...build, id: build.id.replace(/^.{8}/, "00000000"), version: other }]),
    },
  ];
};

const other = "0123456789abcdef0123456789abcdef01234567";

const onBuild =
  (app: string, changed: (build: HeldBuild) => readonly HeldBuild[]): Fact["flip"] =>
  (world) =>
    changeState<readonly HeldBuild[]>(world, ["heroku", "builds"], (builds) => changeLast(builds, (each) => each.app === app, changed));

const onDeployment =
  (origin: string): Fact["flip"] =>
  (world) =>
    changeState<readonly Deployment[]>(world, ["apps", "deployments"], (deployments) =>
      changeLast(
        deployments,
        (each) => each.origin === origin,
        (each) => [{ ...each, running: { version: "0.0.1", commit: other, digest: `sha256:${"0".repeat(64)}` } }],
      ),
    );
