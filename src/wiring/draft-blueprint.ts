import { join, resolve } from "node:path";
import { departures } from "../domain/calendar.ts";
import { explain } from "../domain/errors.ts";
import { addDays, type PlainDate, parsePlainDate, plainDate } from "../domain/plain-date.ts";
import { parsePlainTime } from "../domain/ports/zones.ts";
import type { Train } from "../domain/train.ts";
import { compareVersions, formatVersion, isPreRelease, versionOfTag } from "../domain/version.ts";
import { runtimeZones } from "../host/zones.ts";
import { runGit } from "../twins/git/run-git.ts";
import type { Blueprint } from "../world/blueprint.ts";
import { chooseConfiguration } from "./choose-configuration.ts";
import { loadTrain } from "./load-train.ts";
import type { StageOptions } from "./stage-options.ts";
import { sourcesFor } from "./world-sources.ts";

/** Decides what world a rehearsal needs: from which repositories, beginning on which day. */
export const draftBlueprint = async (wanted: StageOptions & { readonly path: string }): Promise<Blueprint> => {
  const { folder, path } = wanted;
  const clones = Object.fromEntries(Object.entries(wanted.clones).map(([name, at]) => [name, resolve(wanted.cwd, at)]));
  const options = { ...wanted, clones };
  const { config, repository, guessed } = await chooseConfiguration(options);
  const { train } = await loadTrain(config);
  const given = { ...clones, ...(repository === undefined ? {} : { [train.repository.name]: repository }) };
  const installed = repository === undefined ? "1.29.0" : await newestRelease(path, repository, train);
  const { sources, pulls, members } = await sourcesFor({
    train,
    folder: join(folder, "sources"),
    path,
    given,
    example: repository === undefined,
    previous: installed,
  });
  const lastCommit = await lastCommitDay(path, sources[train.repository.name] ?? "", train.repository.main);
  return {
    config,
    guessed,
    train,
    start: freezeMorning(train, lastCommit),
    sources,
    pulls,
    members,
    installed,
    lastCampaign: {
      subject: `What is new in ${installed}`,
      html: '<html><body><p>News</p><p><a href="*|UNSUB|*">Unsubscribe</a></p></body></html>\n',
    },
  };
};

/** Ten in the morning of the first freeze day after the newest commit: the same for the same repository, whatever day it is. */
const freezeMorning = (train: Train, lastCommit: PlainDate): Blueprint["start"] => {
  const zones = runtimeZones();
  const day = departures({ schedule: train.schedule, from: lastCommit, count: 24 }).find(
    (each) => each.skipped === undefined && each.freezeDay > lastCommit,
  )?.freezeDay;
  const morning = parsePlainTime("10:00");
  if (morning === undefined || !zones.isZone(train.zone)) throw explain("BUG", { what: `The zone ${train.zone} is not known.` });
  return zones.instantOf(day ?? addDays(lastCommit, 1), morning, train.zone).instant;
};

const lastCommitDay = async (path: string, repository: string, main: string): Promise<PlainDate> => {
  for (const ref of [`refs/heads/${main}`, `refs/remotes/origin/${main}`, "HEAD"]) {
    const done = await runGit({ path, argv: ["-C", repository, "log", "-1", "--format=%cs", "--end-of-options", ref, "--"] });
    const day = parsePlainDate(done.output.toString("utf8").trim());
    if (done.code === 0 && day !== undefined) return day;
  }
  return plainDate("2021-11-25");
};

/** The version to which old apps in the world were updated last. Raises NO_PREVIOUS_TAG. */
const newestRelease = async (path: string, repository: string, train: Train): Promise<string> => {
  const done = await runGit({ path, argv: ["-C", repository, "tag", "--list"] });
  const versions = done.output
    .toString("utf8")
    .split("\n")
    .flatMap((tag) => versionOfTag(train.repository.tag, tag) ?? [])
    .filter((each) => !isPreRelease(each))
    .sort(compareVersions);
  const newest = versions.at(-1);
  if (newest === undefined) throw explain("NO_PREVIOUS_TAG", { pattern: train.repository.tag, version: "the next one" });
  return formatVersion(newest);
};
