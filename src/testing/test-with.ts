import { test } from "vitest";
import { allRequired, type PartName, part } from "./system-parts.ts";

/** A test that drives parts of the system: without them it is skipped and its name says what it wants, or it fails where all are required. */
export const testWith = (wanted: readonly PartName[], name: string, run: () => Promise<void> | void, timeout?: number): void => {
  const missing = wanted.filter((one) => !part(one).present);
  const title = missing.length === 0 ? name : `${name} (wants ${missing.join(", ")})`;
  test.skipIf(missing.length > 0 && !allRequired())(
    title,
    async () => {
      if (missing.length > 0) throw new Error(`Absent where all parts are required: ${missing.join(", ")}. Install them with .ci/parts.`);
      await run();
    },
    timeout,
  );
};
