import { expect } from "vitest";
import type { AppBuilds } from "../../domain/ports/environments.ts";
import type { Bench, ContractCase } from "./contract.ts";

/** An adapter of the port, two apps, and time. */
export interface AppBuildsBench extends Bench {
  readonly builds: AppBuilds;
  readonly app: string;
  readonly otherApp: string;
  /** A repository whose commits can be built, but for `broken`. */
  readonly repository: string;
  readonly broken: string;
  /** Lets every build end. */
  readonly later: () => Promise<void>;
  /** How often a build of this commit was really started. */
  readonly started: (commit: string) => number;
  readonly loseNextAnswer: () => void;
}

const [one, two] = ["1".repeat(40), "2".repeat(40)] as const;

/** What every adapter of `AppBuilds` promises. */
export const appBuildsContract: readonly ContractCase<AppBuildsBench>[] = [
  {
    name: "an app that was never built has no builds",
    run: async ({ builds, app }) => expect(await builds.list(app)).toEqual([]),
  },
  {
    name: "a build is found by its commit while it is pending, and has no release yet",
    run: async ({ builds, app, repository }) => {
      const { id } = await builds.start(app, { repository, commit: one });
      expect(await builds.list(app)).toEqual([{ id, state: "pending", version: one, release: undefined }]);
    },
  },
  {
    name: "a build that succeeded names the release it made",
    run: async ({ builds, app, repository, later }) => {
      await builds.start(app, { repository, commit: one });
      await later();
      expect(await builds.list(app)).toMatchObject([{ state: "succeeded", release: expect.stringMatching(/^[0-9a-f-]{36}$/) }]);
    },
  },
  {
    name: "a build that failed says so and has no release",
    run: async ({ builds, app, repository, broken, later }) => {
      await builds.start(app, { repository, commit: broken });
      await later();
      expect(await builds.list(app)).toMatchObject([{ state: "failed", release: undefined }]);
    },
  },
  {
    name: "the newest build is first, and other apps have builds of their own",
    run: async ({ builds, app, otherApp, repository, later }) => {
      await builds.start(app, { repository, commit: one });
      await later();
      await builds.start(app, { repository, commit: two });
      await builds.start(otherApp, { repository, commit: one });
      expect((await builds.list(app)).map(({ version }) => version)).toEqual([two, one]);
      expect(await builds.list(otherApp)).toHaveLength(1);
    },
  },
  {
    name: "two builds of one commit are two builds",
    run: async ({ builds, app, repository }) => {
      const first = await builds.start(app, { repository, commit: one });
      const second = await builds.start(app, { repository, commit: one });
      expect(first.id).not.toBe(second.id);
      expect(await builds.list(app)).toHaveLength(2);
    },
  },
  {
    name: "a lost answer is unknown, is not sent again, and the build is found",
    run: async ({ builds, app, repository, loseNextAnswer, started }) => {
      loseNextAnswer();
      await expect(builds.start(app, { repository, commit: one })).rejects.toMatchObject({ explanation: { retry: "unknown" } });
      expect(started(one)).toBe(1);
      expect(await builds.list(app)).toMatchObject([{ version: one }]);
    },
  },
  {
    name: "an app that does not exist is an error, and never an app without builds",
    run: async ({ builds, repository }) => {
      await expect(builds.list("no-such-app")).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(builds.start("../no-such-app", { repository, commit: one })).rejects.toMatchObject({ code: "NOT_FOUND" });
    },
  },
];
