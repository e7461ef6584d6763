import { expect, test } from "vitest";
import { saysLater } from "./says-later.ts";

test.each<readonly [standing: string, wanted: string, later: boolean]>([
  ["1.31.0", "1.30.1", true],
  ["1.30.10", "1.30.9", true],
  ["1.30.1", "1.30.1", false],
  ["1.29.9", "1.30.0", false],
  ["v4.0.0-rc.1", "v3.9.0", true],
  ["4.0.0.dev0", "3.9.0", true],
  ["4.0.0-SNAPSHOT", "4.0.0", false],
  ["0.306.0", "0.305.1", true],
  ["2, 16, 0", "2, 15, 3", true],
  ["2025-06-05", "2025-05-13", true],
  ["acme/app:2.0.0", "acme/app:1.9.9", true],
  ["acme/db:2.0.0", "acme/app:1.9.9", false],
  ["nightly", "25.10.0", false],
  ["2.0", "1.9.9", false],
])("%s is later than %s: %s", (standing, wanted, later) => expect(saysLater(standing, wanted)).toBe(later));
