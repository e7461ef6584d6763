import { connectHeroku } from "../connectors/heroku/connect-heroku.ts";
import { addDuration, duration } from "../domain/instant.ts";
import { type HerokuTwin, openHeroku } from "../twins/heroku/open-heroku.ts";
import type { HerokuSeed } from "../twins/heroku/seed.ts";
import type { TwinRequest } from "../twins/kernel/twin.ts";
import type { AppBuildsBench } from "./contracts/app-builds.ts";
import { openTwinBench, type TwinBench } from "./twin-bench.ts";

export const herokuSeed: HerokuSeed = { apiKey: "heroku-key", user: "ana@example.com", apps: ["playground", "demo"], buildMinutes: 6 };

/** A commit that no build can build. */
export const brokenCommit = "b".repeat(40);

/** The twin, served. */
export const openHerokuTwin = (
  heard?: (request: TwinRequest) => void,
  environment: Readonly<Record<string, string>> = { HEROKU_API_KEY: "heroku-key" },
): Promise<TwinBench<HerokuTwin>> =>
  openTwinBench(
    (ground) => {
      const opened = openHeroku(ground("heroku"), herokuSeed, { builds: ({ version }) => version !== brokenCommit });
      return { twins: [opened.heroku], opened };
    },
    environment,
    heard,
  );

/** Connector and twin as a bench of the port's contract. */
export const openAppBuildsBench = async (): Promise<AppBuildsBench> => {
  const bench = await openHerokuTwin();
  return {
    ...connectHeroku(bench),
    app: "playground",
    otherApp: "demo",
    repository: "acme/app",
    broken: brokenCommit,
    later: () => bench.clock.set(addDuration(bench.clock.now(), duration("10m"))),
    started: (commit) => bench.ledger.count("build", `playground ${commit}`),
    loseNextAnswer: () => bench.breakNext("lost-after"),
    close: bench.close,
  };
};
