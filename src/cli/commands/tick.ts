import type { Ticks } from "../../app/checklist-issue/count-ticks.ts";
import { eachUnderWay, type Turn } from "../../app/each-under-way.ts";
import type { AppParts } from "../../app/parts.ts";
import { type Watched, watchLaunched } from "../../app/watch-launched.ts";
import { addDuration, duration, type Instant, instant } from "../../domain/instant.ts";
import { forMarkdown } from "../../texts/for-markdown.ts";
import { checklistPage } from "../checklist-page.ts";
import { type Action, type Invocation, isSet, type Outcome, optionValue } from "../command.ts";
import { driveAndLook } from "../driven.ts";
import { type Exit, exitOfError, worstExit } from "../exit-codes.ts";
import { issuesText, keepIssues, ticksOf, ticksText } from "../mirrored.ts";
import { brief, type Paint, painter } from "../paint.ts";
import { isUnderWay, type ReleaseView } from "../release-view.ts";
import { statusJson, summaryOf } from "../status-json.ts";
import { summaryText } from "../status-text.ts";
import { withApp } from "../with-app.ts";

/** While nothing waits for the clock, people may still speak: so often `--watch` looks whether they have. */
const listenEvery = duration("30s");

/** Drives every release under way, or the one named. With `--watch` it goes on until none is under way or it is asked to stop. */
export const tick: Action = (invocation) =>
  withApp(invocation, "drive", async (parts) => {
    for (;;) {
      const counted = await ticksOf(invocation, parts);
      const { ticked, watched } = await tickAll(parts, invocation.words["version"]);
      const outcome = await told(invocation, parts, { ticked, watched }, counted);
      const { surroundings } = invocation;
      const over = ticked.every((each) => each.is === "done" && !isUnderWay(each.result.now.state));
      if (!isSet(invocation, "watch") || over || surroundings.stopping()) return outcome;
      if (!invocation.json) surroundings.out(outcome.text);
      await surroundings.sleepUntil(nextLook(parts, ticked), parts.clock);
      if (surroundings.stopping()) return { ...outcome, exit: "interrupted" };
    }
  });

/** What was driven, with the issues and the page that were asked for brought up to date. */
const told = async (invocation: Invocation, parts: AppParts, tick: Tick, counted: Ticks | undefined): Promise<Outcome> => {
  const { ticked } = tick;
  const outcome = outcomeOfAll(invocation, tick);
  const paint = painter(invocation.colour);
  const versions = ticked.map(({ version }) => version);
  const issues = isSet(invocation, "issue") ? await keepIssues(parts, versions, invocation.words["version"] !== undefined) : undefined;
  const summary = optionValue(invocation, "summary");
  if (summary !== undefined) {
    const views = ticked.flatMap((each) => (each.is === "done" ? [each.result] : []));
    await invocation.surroundings.writePage(summary, `${checklistPage(views, parts.kinds)}${failuresPage(ticked)}`);
  }
  return {
    ...outcome,
    data: { ...outcome.data, ...(counted === undefined ? {} : { ticks: counted }), ...(issues === undefined ? {} : { issues }) },
    text: `${counted === undefined ? "" : ticksText(counted, paint)}${outcome.text}${issues === undefined ? "" : issuesText(issues, paint)}`,
  };
};

const failuresPage = (ticked: readonly Ticked[]): string =>
  ticked
    .flatMap((each) =>
      each.is === "done" ? [] : [`\n**${forMarkdown(each.version)}** was not driven: ${forMarkdown(each.error.explanation.what)}\n`],
    )
    .join("");

type Ticked = Turn<ReleaseView>;

interface Tick {
  readonly ticked: readonly Ticked[];
  readonly watched: readonly Watched[];
}

/** One release that cannot be driven does not keep the others from leaving. What was launched is looked at first, so that a hold comes before anything is told. */
const tickAll = async (parts: AppParts, named: string | undefined): Promise<Tick> => {
  const watched = await watchLaunched(parts, named);
  if (named !== undefined) return { ticked: [{ is: "done", version: named, result: await driveAndLook(parts, named) }], watched };
  const changed = watched.filter(({ isChanged }) => isChanged).map(({ version }) => version);
  const ticked = await eachUnderWay(parts, (version) => driveAndLook(parts, version), changed);
  const [only] = ticked;
  if (only?.is === "failed" && ticked.length === 1) throw only.error;
  return { ticked, watched };
};

const outcomeOfAll = (invocation: Invocation, { ticked, watched }: Tick): Outcome => {
  const paint = painter(invocation.colour);
  const texts = ticked.map((each) =>
    each.is === "done"
      ? summaryText(each.result, paint)
      : `${paint("bold", brief(each.version))}\n${paint("red", `error ${each.error.code}:`)} ${brief(each.error.explanation.what, 600)}\nnext: ${brief(each.error.explanation.next, 400)}\n`,
  );
  const exit = worstExit(ticked.map(exitOf));
  return {
    exit,
    data: {
      standing: exit,
      releases: ticked.map(jsonOf),
      unseen: watched.flatMap(({ version, unseen }) => unseen.map((found) => ({ version, found }))),
      untold: watched.flatMap(({ version, untold }) => untold.map((why) => ({ version, why }))),
      summary: ticked.map(summary).join("; ") || "no release is under way",
    },
    text: `${texts.length === 0 ? "No release is under way.\n" : texts.join("\n")}${unseenText(watched, paint)}`,
  };
};

/** A look that failed proves nothing, and is tried again in an hour; that it failed is said. So is an alarm of which the team does not know yet. */
const unseenText = (watched: readonly Watched[], paint: Paint): string =>
  watched
    .flatMap(({ version, unseen, untold }) => [
      ...unseen.map((found) => `${paint("yellow", "not looked at again:")} ${brief(version)} ${brief(found, 400)}\n`),
      ...untold.map((why) => `${paint("yellow", "not told:")} ${brief(version)} ${brief(why, 400)}\n`),
    ])
    .join("");

const exitOf = (each: Ticked): Exit => (each.is === "done" ? each.result.exit : exitOfError(each.error.code, each.error.explanation.fault));

const summary = (each: Ticked): string => (each.is === "done" ? summaryOf(each.result) : `${each.version}: ${each.error.code}`);

const jsonOf = (each: Ticked) => {
  if (each.is === "done") return statusJson(each.result);
  const { what, why, next } = each.error.explanation;
  return { version: each.version, error: { code: each.error.code, what, why, next } };
};

const nextLook = (parts: AppParts, ticked: readonly Ticked[]): Instant => {
  const listen = addDuration(parts.clock.now(), listenEvery);
  const moments = ticked.flatMap((each) => (each.is === "done" && each.result.next !== undefined ? [instant(each.result.next)] : []));
  return [...moments, listen].sort()[0] ?? listen;
};
