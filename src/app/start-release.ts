import { planHash } from "../checklist/index.ts";
import { explain } from "../domain/errors.ts";
import { journalFormat } from "../domain/journal/format.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import { plainDate } from "../domain/plain-date.ts";
import { formatVersion, nextVersion, parseVersion } from "../domain/version.ts";
import { keepTrain } from "./configuration/kept-train.ts";
import { requireCredentials } from "./credentials.ts";
import { findRelease, loadRelease } from "./load-release.ts";
import { makePlan } from "./make-plan.ts";
import { withRunbook } from "./make-runbook.ts";
import { type AppParts, releaseId } from "./parts.ts";
import { requirePerson } from "./refuse.ts";
import { keepFiles } from "./standing-files.ts";
import { departureOn, takeOrder, type Wish } from "./take-order.ts";
import { today } from "./today.ts";

/** What else is said at a start. */
export interface Starting {
  /** Starts only when the plan has this hash. */
  readonly expectedHash?: string | undefined;
  /** Whether it may begin before its freeze day. */
  readonly early?: boolean;
  /** People began it without Signalbox: its branch and tag may be there, and no credential is asked for before something is to be sent. */
  readonly adopting?: boolean;
}

/**
 * Starts a release: plans it and writes the first entries of its journal. Nothing outside is touched before the first `drive`. Raises STARTS_EARLY
 * before the freeze day, because what is merged after the branch is cut is left out.
 */
export const startRelease = async (
  parts: AppParts,
  wish: Wish,
  { expectedHash, early = false, adopting = false }: Starting = {},
): Promise<ReleaseState> => {
  const person = requirePerson(parts.train, parts.actor, "start a release");
  const { kind, ...order } = await takeOrder(parts, wish, adopting);
  refuseBegun(parts, await findRelease(parts, order.version));
  const now = today(parts);
  if (!early && now < order.freezeDay) throw explain("STARTS_EARLY", { version: order.version, freezeDay: order.freezeDay, today: now });
  const { plan, survey } = await makePlan(parts, order, undefined, adopting);
  if (expectedHash !== undefined && planHash(plan) !== expectedHash)
    throw explain("PLAN_CHANGED", { expected: expectedHash, found: planHash(plan) });
  if (!adopting) requireCredentials(parts, plan);
  const captain = departureOn(parts.train.schedule, plainDate(order.day), plainDate(order.day))?.captain ?? person.name;
  const { train, configuration } = parts;
  const said = [
    {
      is: "release-started" as const,
      format: journalFormat,
      train: train.name,
      version: order.version,
      kind,
      captain,
      configuration,
      order,
    },
    { is: "plan-revised" as const, plan, because: adopting ? "the release was adopted" : "the release was started" },
  ].map((event) => ({ at: parts.clock.now(), actor: person.name, event }));
  await keepFiles(parts, order.version, survey);
  await keepTrain(parts, order.version, train);
  await withRunbook(parts).journal.append(releaseId(train, order.version), 0, said);
  return loadRelease(parts, order.version);
};

const refuseBegun = ({ train }: AppParts, begun: ReleaseState | undefined): void => {
  if (begun === undefined) return;
  const version = parseVersion(begun.version);
  if (begun.aborted === undefined || version === undefined) throw explain("RELEASE_EXISTS", { version: begun.version });
  const next = formatVersion(nextVersion(version, begun.kind === "patch" ? "patch" : train.version.bump));
  throw explain("RELEASE_ABORTED", { version: begun.version, next });
};
