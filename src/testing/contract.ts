import { describe, expect, test } from "vitest";

/** One thing that every implementation of a port must get right. */
export interface Case<Subject> {
  readonly name: string;
  readonly run: (subject: Subject) => Promise<void>;
}

/** Something to try cases on; each case gets a fresh one. */
export interface Opened<Subject> {
  readonly subject: Subject;
  readonly close: () => Promise<void> | void;
}

/** Runs every case as a test of its own. */
export const keepsContract = <Subject>(
  name: string,
  cases: readonly Case<Subject>[],
  open: () => Promise<Opened<Subject>>,
  timeout?: number,
): void => {
  describe(name, () => {
    for (const one of cases) test(one.name, () => tryCase(one, open), timeout);
  });
};

/** Shows that the contract can fail: a deliberately wrong implementation breaks exactly these cases. */
export const breaksContract = <Subject>(
  name: string,
  cases: readonly Case<Subject>[],
  open: () => Promise<Opened<Subject>>,
  broken: readonly string[],
): void => {
  test(`the contract catches: ${name}`, async () => {
    const failed: string[] = [];
    for (const one of cases) {
      await tryCase(one, open).catch(() => failed.push(one.name));
    }
    expect(failed).toEqual(broken);
  });
};

const tryCase = async <Subject>(one: Case<Subject>, open: () => Promise<Opened<Subject>>): Promise<void> => {
  const { subject, close } = await open();
  try {
    await one.run(subject);
  } finally {
    await close();
  }
};
