import { describe, test } from "vitest";

/** What a contract suite needs around a port; `close` ends everything that was opened for it. */
export interface Bench {
  readonly close: () => Promise<void> | void;
}

/** One promise of a port: it fails by throwing, as `expect` does. */
export interface ContractCase<B extends Bench> {
  readonly name: string;
  readonly run: (bench: B) => Promise<void>;
}

/** Registers every promise as a test, each on a bench of its own. */
export const testContract = <B extends Bench>(name: string, cases: readonly ContractCase<B>[], open: () => Promise<B>): void => {
  describe(name, () => {
    for (const each of cases) test(each.name, () => holds(each, open));
  });
};

/** Names of the promises that an adapter breaks: what shows that a suite can fail. */
export const brokenPromises = async <B extends Bench>(
  cases: readonly ContractCase<B>[],
  open: () => Promise<B>,
): Promise<readonly string[]> => {
  const broken: string[] = [];
  for (const each of cases) {
    const kept = await holds(each, open).then(
      () => true,
      () => false,
    );
    if (!kept) broken.push(each.name);
  }
  return broken;
};

const holds = async <B extends Bench>(each: ContractCase<B>, open: () => Promise<B>): Promise<void> => {
  const bench = await open();
  try {
    await each.run(bench);
  } finally {
    await bench.close();
  }
};
