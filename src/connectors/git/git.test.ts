import { expect, test } from "vitest";
import { shown } from "./git.ts";

test("what git said is shown without its hints, which would hide the reason", () => {
  expect(shown("hint: Support for grafts is deprecated\nhint:\nhint: Turn this off\nfatal: unable to read 8f93\n")).toBe(
    "fatal: unable to read 8f93",
  );
});

test("control characters of a hostile message are no commands", () => {
  expect(shown("fatal: \u001b[2Jno\r\n")).toBe("fatal:  [2Jno");
});
