import { expect, test } from "vitest";
import { defaultTexts } from "../../config/default-texts.ts";
import { tellRollback } from "./tell-rollback.ts";

const told = (reason: string, template = defaultTexts("shop").rollback) =>
  tellRollback({ rollback: { template, subject: "Not {version}" } }, { version: "1.30.0", previous: "1.29.0", reason });

test("every sink says the same, with the reason escaped for each", () => {
  const { message, note, newsletter } = told("<!channel> *|EMAIL|* [x](https://example.com) @ana <script>");
  expect(message).toContain("Version 1.30.0 is withdrawn: &lt;!channel&gt;");
  expect(message).toContain("Please stay on 1.29.0");
  expect(note).not.toMatch(/(^|[^\\])\[x\]\(|@ana|<script>/);
  expect(newsletter.html).not.toMatch(/\*\|EMAIL\|\*|<a href="https:\/\/example|<script>/);
  expect(newsletter.html).toContain("*|UNSUB|*");
  expect(newsletter.subject).toBe("Not 1.30.0");
});

test("a template of the team's own asks only for what a rollback knows", () => {
  expect(told("it loses data", "{version}: {reason}; {previous}").message).toBe("1.30.0: it loses data; 1.29.0");
  expect(() => told("x", "{contributors}")).toThrow(expect.objectContaining({ code: "TEMPLATE_UNKNOWN" }));
});
