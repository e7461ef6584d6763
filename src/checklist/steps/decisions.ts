import type { AnyStep } from "../../domain/step.ts";
import { approve } from "./approve.ts";
import { confirm } from "./confirm.ts";
import { mark } from "./mark.ts";
import { testSession } from "./test-session.ts";

/** The kinds that only people settle: all that is needed to say whom a release waits for, without what changes files and images. */
export const decisionKinds: ReadonlyMap<string, AnyStep> = new Map(
  [approve, confirm, mark, testSession].map((each) => [each.name, each as unknown as AnyStep]),
);
