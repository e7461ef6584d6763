import { connectCommand } from "../connectors/command/connect-command.ts";
import { connectWeb } from "../connectors/web/connect-web.ts";
import type { ExtraItem } from "../domain/extra-item.ts";
import type { ToldCommand } from "../twins/apps/command-twin.ts";
import { type AppsTwin, openApps } from "../twins/apps/open-apps.ts";
import type { AppSeed } from "../twins/apps/seed.ts";
import { openExtra } from "../twins/extra/open-extra.ts";
import { openRegistry, type RegistryTwin } from "../twins/registry/open-registry.ts";
import { dockerHub } from "../twins/registry/seed.ts";
import type { CommandsBench } from "./contracts/commands.ts";
import { account } from "./registry-bench.ts";
import { openTwinBench, type TwinBench } from "./twin-bench.ts";

const before = { version: "1.29.0", commit: "0".repeat(40), digest: undefined };
const tells = { version: ".posthog_version", commit: ".commit" };

/** The two environments of the handbook: one that Heroku builds, one that a command deploys. */
export const appSeeds: readonly AppSeed[] = [
  {
    origin: "https://playground.posthog.com",
    path: "/_preflight",
    tells,
    deployedBy: { is: "heroku", app: "playground" },
    before,
  },
  {
    origin: "https://samltest.posthog.net",
    path: "/_preflight",
    tells: { ...tells, digest: ".image_digest" },
    deployedBy: { is: "command", argv: ["./deploy.sh", undefined], minutes: 2 },
    before: { ...before, digest: `sha256:${"0".repeat(64)}` },
  },
];

/** An item of the team's own, whose look tells of one release. */
const docs: ExtraItem = {
  id: "docs",
  title: "Build the docs",
  text: "",
  owner: [],
  after: [],
  before: [],
  interlock: undefined,
  deed: {
    is: "command",
    command: { argv: ["./docs.sh", "{version}"], secrets: [] },
    look: { is: "command", argv: ["./docs-built.sh", "{version}"], secrets: [] },
    repeatable: false,
  },
};

/** What a bench of apps holds for probes. */
export interface AppsWorld {
  readonly apps: AppsTwin;
  readonly registry: RegistryTwin;
  /** Stands for what Heroku released. */
  readonly release: (commit: string) => void;
}

/** Apps, the twin of commands, and a registry that they ask; served. */
export const openAppsTwin = (): Promise<TwinBench<AppsWorld>> =>
  openTwinBench(
    (ground) => {
      let released: string | undefined;
      const registry = openRegistry(ground("registry"), dockerHub(account));
      const apps = openApps(ground("apps"), appSeeds, {
        released: (app) => (app === "playground" ? released : undefined),
        versionAt: (commit) => (commit.startsWith("0") ? "1.29.0" : "1.30.0"),
        image: registry.look,
        own: openExtra(ground("extra"), [docs], { secrets: {}, releases: () => [] }).commands,
      });
      const release = (commit: string): void => {
        released = commit;
      };
      return { twins: apps.twins, opened: { apps, registry, release } };
    },
    { NOTIFY_TOKEN: "canary" },
  );

/** The connector as it is in a rehearsal: any attempt to run something for real fails the test. */
export const rehearsed = (bench: TwinBench<AppsWorld>) => {
  const never = () => Promise.reject(new Error("a rehearsal must not run commands"));
  return { ...connectCommand({ ...bench, processes: { run: never, has: never } }), ...connectWeb(bench) };
};

/** Connector and twin as a bench of the port's contract. */
export const openCommandsTwinBench = async (): Promise<CommandsBench> => {
  const bench = await openAppsTwin();
  return {
    ...rehearsed(bench),
    works: ["./notify.sh"],
    does: ["./docs.sh", "1.30.0"],
    looks: ["./docs-built.sh", "1.30.0"],
    unclear: ["./other.sh", "1.30.0"],
    fails: ["./deploy.sh", `acme/app@sha256:${"f".repeat(64)}`],
    given: async () => {
      const told = (await bench.opened.apps.command.holdings()) as unknown as readonly ToldCommand[];
      return told.map(({ argv, environment }) => ({ argv: argv.slice(1), environment }));
    },
    close: bench.close,
  };
};
