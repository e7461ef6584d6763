import { configuration } from "./catalogue-configuration.ts";
import { outside } from "./catalogue-outside.ts";
import { questions } from "./catalogue-questions.ts";
import { repository } from "./catalogue-repository.ts";
import { running } from "./catalogue-running.ts";
import { type Explanation, ReleaseError } from "./release-error.ts";

/** Every error Signalbox can raise, by its stable code; `docs/errors.md` is generated from it. */
export const catalogue = { ...configuration, ...repository, ...outside, ...running, ...questions };

export type ErrorCode = keyof typeof catalogue;
type Details<Code extends ErrorCode> = Parameters<(typeof catalogue)[Code]>[0];

/** Makes the error of a code: `throw explain("TAG_TAKEN", { tag, found, wanted }, { cause })`. */
export const explain = <Code extends ErrorCode>(
  code: Code,
  at: Details<Code>,
  more: { readonly cause?: unknown; readonly retryAfter?: number } = {},
): ReleaseError => new ReleaseError(code, (catalogue[code] as (at: Details<Code>) => Explanation)(at), more);

/** The explanation of a question that stops a step, or of CONFLICTING where its code has none. */
export const explainQuestion = (code: string | undefined, at: { readonly step: string; readonly found: string }): ReleaseError =>
  code !== undefined && Object.hasOwn(questions, code) ? explain(code as keyof typeof questions, at) : explain("CONFLICTING", at);
