import { expect, test } from "vitest";
import { addDuration, type Duration } from "../../domain/instant.ts";
import { unpaced } from "../../host/pace.ts";
import { accessCases } from "../../testing/contracts/access.ts";
import { brokenPromises, testContract } from "../../testing/contracts/contract.ts";
import type { ForgeBench } from "../../testing/contracts/forge.ts";
import { forgeReleaseCases } from "../../testing/contracts/forge-releases.ts";
import { issueCases } from "../../testing/contracts/issues.ts";
import { labelCases } from "../../testing/contracts/labels.ts";
import { memberCases } from "../../testing/contracts/members.ts";
import { pullRequestCases } from "../../testing/contracts/pull-requests.ts";
import { statusCases } from "../../testing/contracts/statuses.ts";
import { workflowRunCases } from "../../testing/contracts/workflow-runs.ts";
import { chart, openGithubBench, product, tokens } from "../../testing/github-bench.ts";
import { connectGithub } from "./connect-github.ts";

/** A whole contract runs inside one test. */
const patience = 60_000;

const openBench = async (): Promise<ForgeBench> => {
  const bench = await openGithubBench({ chart: { immutableReleases: true } });
  let commits = 0;
  return {
    ...connectGithub({ ...bench, pace: unpaced }),
    repository: product,
    immutable: chart,
    hidden: "acme/nothing",
    organisation: "acme",
    closed: "closed",
    grow: (branch, from) => bench.push(product, branch, { [`file ${commits++}.txt`]: branch }, from),
    headOf: (branch) => bench.git(product, ["rev-parse", `refs/heads/${branch}`]),
    closeByHand: async (number) => void (await bench.ask("PATCH", `/repos/${product}/pulls/${number}`, { state: "closed" })),
    require: async (branch, context) => {
      const parameters = { required_status_checks: [{ context }], strict_required_status_checks_policy: false };
      const rules = [{ type: "required_status_checks", parameters }];
      const conditions = { ref_name: { include: [`refs/heads/${branch}`], exclude: [] } };
      await bench.ask("POST", `/repos/${product}/rulesets`, { name: branch, target: "branch", enforcement: "active", conditions, rules });
    },
    rule: async ({ name, target, include, rules, enforcement }) => {
      const conditions = { ref_name: { include, exclude: [] } };
      await bench.ask("POST", `/repos/${product}/rulesets`, {
        name,
        target,
        enforcement,
        conditions,
        rules: rules.map((type) => ({ type })),
      });
    },
    readerAccess: connectGithub({ ...bench, pace: unpaced, secrets: { read: () => tokens.ben, has: () => true } }).access,
    applied: bench.ledger.count,
    later: (minutes) => bench.clock.set(addDuration(bench.clock.now(), (minutes * 60_000) as Duration)),
    breakNext: bench.breakNext,
    breakNextAboutMembers: (fault) => bench.breakNext(fault, "orgs/check-membership-for-user"),
    breakNextAboutAccounts: (fault) => bench.breakNext(fault, "users/get-by-username"),
    close: bench.close,
  };
};

testContract("GitHub keeps the promises of PullRequests", pullRequestCases, openBench);
testContract("GitHub keeps the promises of Issues", issueCases, openBench);
testContract("GitHub keeps the promises of Labels", labelCases, openBench);
testContract("GitHub keeps the promises of Members", memberCases, openBench);
testContract("GitHub keeps the promises of Statuses", statusCases, openBench);
testContract("GitHub keeps the promises of WorkflowRuns", workflowRunCases, openBench);
testContract("GitHub keeps the promises of ForgeReleases", forgeReleaseCases, openBench);
testContract("GitHub keeps the promises of ForgeAccess", accessCases, openBench);

const wrong = (spoil: (bench: ForgeBench) => Partial<ForgeBench>) => async (): Promise<ForgeBench> => {
  const bench = await openBench();
  return { ...bench, ...spoil(bench) };
};

test(
  "an adapter that opens again when no answer came, or merges whatever the head is now, is found out",
  async () => {
    const eager = wrong(({ pulls }) => ({
      pulls: {
        ...pulls,
        open: (repository, wanted) => pulls.open(repository, wanted).catch(() => pulls.open(repository, wanted)),
        merge: async (repository, wanted) => {
          const sha = (await pulls.get(repository, wanted.number))?.headCommit ?? wanted.sha;
          await pulls.merge(repository, { ...wanted, sha });
        },
      },
    }));
    const broken = await brokenPromises(pullRequestCases, eager);
    expect(broken).toContain("sends a request once, also when it was lost on the way (lost-before)");
    expect(broken).toContain("does not merge a head that has moved since it was reviewed");
  },
  patience,
);

test(
  "an adapter that opens an issue again when no answer came, or takes pull requests for issues, is found out",
  async () => {
    const eager = wrong(({ issues, pulls, repository }) => ({
      issues: {
        ...issues,
        open: (where, wanted) => issues.open(where, wanted).catch(() => issues.open(where, wanted)),
        changedSince: async (where, since) => [
          ...(await issues.changedSince(where, since)),
          ...(await pulls.openInto(repository, "main")).map((each) => ({ ...each, state: "open" as const })),
        ],
      },
    }));
    const broken = await brokenPromises(issueCases, eager);
    expect(broken).toContain("sends a request once, also when it was lost on the way (lost-before)");
    expect(broken).toContain("finds what it opened, whole, and not the pull requests beside it");
  },
  patience,
);

test(
  "an adapter that guesses labels from their beginning is found out",
  async () => {
    const careless = wrong(({ labels }) => ({
      labels: {
        ...labels,
        carrying: async (repository, label) => [
          ...(await labels.carrying(repository, label)),
          ...(await labels.carrying(repository, `${label}s`)),
        ],
      },
    }));
    expect(await brokenPromises(labelCases, careless)).toEqual([
      "lists the pull requests that carry exactly a label, newest first, in every state",
    ]);
  },
  patience,
);

test(
  "an adapter that takes every silence for a no is found out",
  async () => {
    const deaf = wrong(({ members }) => ({
      members: { ...members, isMember: (organisation, login) => members.isMember(organisation, login).catch(() => false) },
    }));
    expect(await brokenPromises(memberCases, deaf)).toEqual([
      "does not take what it is not told for somebody from outside",
      "keeps an account of any spelling within its question",
      "does not take a lost answer for a no",
    ]);
  },
  patience,
);

test(
  "an adapter that takes the oldest status, and silence for no rules, is found out",
  async () => {
    const stale = wrong(({ statuses }) => ({
      statuses: {
        ...statuses,
        of: async (repository, commit) => (await statuses.of(repository, commit)).map((each) => ({ ...each, state: "failure" as const })),
        required: (repository, branch) => statuses.required(repository, branch).catch(() => []),
      },
    }));
    const broken = await brokenPromises(statusCases, stale);
    expect(broken).toContain("shows the newest status of each context");
    expect(broken).toContain("does not take what it may not see for something without rules");
  },
  patience,
);

test(
  "an adapter that takes a started run for a finished one is found out",
  async () => {
    const hasty = wrong(({ runs }) => ({
      runs: {
        of: async (repository, commit) => (await runs.of(repository, commit)).map((run) => ({ ...run, state: "succeeded" as const })),
      },
    }));
    expect(await brokenPromises(workflowRunCases, hasty)).toEqual(["follows a run from waiting to its end"]);
  },
  patience,
);

test(
  "an adapter that publishes at once instead of drafting is found out",
  async () => {
    const rash = wrong(({ forgeReleases }) => ({
      forgeReleases: {
        ...forgeReleases,
        draft: async (repository, page) => {
          const made = await forgeReleases.draft(repository, page);
          await forgeReleases.publish(repository, made.id);
          return made;
        },
      },
    }));
    expect(await brokenPromises(forgeReleaseCases, rash)).toContain("finds the draft it made, once the forge's list has caught up");
  },
  patience,
);

test(
  "an adapter that takes a rule that is only tried out for one in force, and what it may not see for a right, is found out",
  async () => {
    const blind = wrong(({ access }) => ({
      access: {
        ...access,
        may: async (repository) => (await access.may(repository)) ?? { push: true, archived: false },
        rules: async (repository, target) => (await access.rules(repository, target)).map((each) => ({ ...each, binds: true })),
      },
    }));
    expect(await brokenPromises(accessCases, blind)).toEqual([
      "tells what may be pushed, and nothing of a repository that it may not see",
      "tells the rules in force over branches from those over tags, and whom they bind",
    ]);
  },
  patience,
);
