/** vitest's JSON report in the part we read: one entry per file, one assertion per test. */
interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

export interface Summary {
  readonly passed: number;
  readonly failed: number;
  /** Names of what did not run, as a person would look for them. */
  readonly skipped: readonly string[];
}

/** Counts a report. A file that could not even be loaded has no tests and counts as one failure. */
export const summarise = (report: unknown): Summary => {
  const { testResults } = report as Report;
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.every((one) => one.status !== "failed"),
  );
  return {
    passed: tests.filter(({ status }) => status === "passed").length,
    failed: tests.filter(({ status }) => status === "failed").length + broken.length,
    skipped: tests.filter(({ status }) => status !== "passed" && status !== "failed").map(({ fullName }) => fullName.trim()),
  };
};
