import type { RollbackTexts } from "../../checklist/5-rollback/rolling-back.ts";
import type { Train } from "../../domain/train.ts";
import { forInlineMarkdown, forMarkdown } from "../../texts/for-markdown.ts";
import { forSlack } from "../../texts/for-slack.ts";
import { fillAll } from "../fill-all.ts";
import { newsletterHtml } from "../newsletter-html.ts";
import { namesOf } from "../template-names.ts";

/** What is told of a rollback, from one template; the reason is a person's words and is escaped for each sink. */
export const tellRollback = (
  { rollback }: Pick<Train, "rollback">,
  { version, previous, reason }: { readonly version: string; readonly previous: string; readonly reason: string },
): RollbackTexts => {
  const names = namesOf(version, previous);
  const told = (escaped: (text: string) => string): string => fillAll(rollback.template, { ...names, reason: escaped(reason) });
  return {
    message: told(forSlack),
    note: told(forMarkdown),
    newsletter: { subject: fillAll(rollback.subject, names), html: newsletterHtml(told(forInlineMarkdown)) },
  };
};
