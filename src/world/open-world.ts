import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Instant } from "../domain/instant.ts";
import type { Ports } from "../domain/ports/index.ts";
import type { World } from "../domain/ports/world.ts";
import { fillTemplate } from "../domain/template.ts";
import { versionNames } from "../domain/version-names.ts";
import { seedRepository } from "../twins/git/seed-repository.ts";
import { type FaultPlan, type Moment, noFaults } from "../twins/kernel/faults.ts";
import { openLedger } from "../twins/kernel/ledger.ts";
import { openOldApp } from "../twins/old-app/open-old-app.ts";
import { type Blueprint, ownAccount } from "./blueprint.ts";
import { type OpenTwins, openTwins } from "./open-twins.ts";
import { serveWorld } from "./served-world.ts";
import { tellingChartFile, tellingFile } from "./telling-file.ts";

/** How a world is opened. Opening its folder again finds everything as it was, at other ports. */
export interface Opening {
  readonly folder: string;
  /** Where programs are looked for. */
  readonly path: string;
  readonly clock: { readonly now: () => Instant; readonly set: (moment: Instant) => void };
  readonly blueprint: Blueprint;
  readonly faults?: FaultPlan;
  readonly watch?: (moment: Moment) => void | Promise<void>;
  /** The ports as one account of the world has them. */
  readonly connect: (login: string, origins: Readonly<Record<string, string>>) => Ports;
}

/** Opens a world: seeds its repositories once, serves every twin, and lets an old app of the installed version poll the feed. */
export const openWorld = async (opening: Opening): Promise<World> => {
  const { folder, blueprint, clock } = opening;
  mkdirSync(folder, { recursive: true });
  for (const [name, source] of Object.entries(blueprint.sources))
    await seedRepository({ path: opening.path, folder: join(folder, "git"), name, source });
  const opened = openTwins({ folder, path: opening.path, now: clock.now }, blueprint);
  const ledger = openLedger(folder);
  const edge = blueprint.train.updateFeed?.edge;
  const accounts = new Map<string, Ports>();
  const as = (login: string): Ports => {
    const found = accounts.get(login) ?? opening.connect(login, served.origins);
    accounts.set(login, found);
    return found;
  };
  const app = openOldApp(ground(folder, clock.now), {
    version: blueprint.installed,
    readFeed: async () => (edge === undefined ? undefined : as(ownAccount).web.read(edge)),
    promised: (version) => missingOf(opened, blueprint, version),
  });
  const watch = async (moment: Moment): Promise<void> => {
    await opening.watch?.(moment);
    if (moment.changes && moment.when === "answered") await app.poll();
  };
  const served = await serveWorld(opened.twins, clock, { ledger, faults: opening.faults ?? noFaults, watch });
  try {
    await app.poll();
  } catch (error) {
    // Twins that go on listening would keep the process alive after it has said what is wrong.
    await served.close();
    throw error;
  }
  return {
    folder,
    origins: served.origins,
    now: clock.now,
    nextDue: served.nextDue,
    advanceTo: async (moment) => {
      await served.advanceTo(moment);
      await app.poll();
    },
    holdings: async () => ({ ...(await served.holdings()), "old app": app.holdings() }),
    applied: ledger.all,
    notices: app.notices,
    as,
    close: served.close,
  };
};

/** Writes down what a world was built from, so that its folder is enough to open it again. */
export const keepBlueprint = (folder: string, blueprint: Blueprint): void => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "blueprint.json"), JSON.stringify(blueprint));
};

export const readBlueprint = (folder: string): Blueprint | undefined => {
  const file = join(folder, "blueprint.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Blueprint) : undefined;
};

const ground = (folder: string, now: () => Instant) => {
  const own = join(folder, "old-app");
  mkdirSync(own, { recursive: true });
  return { folder: own, now };
};

/** What a user who is told of a version could not have at this moment: images, tag, chart and post. */
const missingOf = async ({ hasImage, show }: OpenTwins, { train }: Blueprint, version: string): Promise<readonly string[]> => {
  const fill = (template: string): string => {
    const text = fillTemplate(template, versionNames(version));
    return typeof text === "string" ? text : template;
  };
  const images = train.images.flatMap(({ name, release }) =>
    release
      .map(fill)
      .filter((tag) => !hasImage(name, tag))
      .map((tag) => `image ${name}:${tag}`),
  );
  const versionFile = tellingFile(train);
  const tagged =
    versionFile === undefined ||
    (await show(train.repository.name, `refs/tags/${fill(train.repository.tag)}`, versionFile.file)) !== undefined;
  const chartFile = tellingChartFile(train);
  const chart =
    train.chart === undefined ||
    chartFile === undefined ||
    (await show(train.chart.repository, `refs/heads/${train.chart.main}`, chartFile.file))?.includes(fill(chartFile.to)) === true;
  return [...images, ...(tagged ? [] : [`tag ${version}`]), ...(chart ? [] : ["the chart"])];
};
