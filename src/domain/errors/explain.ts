import { configuration } from "./catalogue-configuration.ts";
import { outside } from "./catalogue-outside.ts";
import { repository } from "./catalogue-repository.ts";
import { running } from "./catalogue-running.ts";
import { type Explanation, ReleaseError } from "./release-error.ts";

/** Every error Signalbox can raise, by its stable code; `docs/errors.md` is generated from it. */
export const catalogue = { ...configuration, ...repository, ...outside, ...running };

export type ErrorCode = keyof typeof catalogue;
type Details<Code extends ErrorCode> = Parameters<(typeof catalogue)[Code]>[0];

/** Makes the error of a code: `throw explain("TAG_TAKEN", { tag, found, wanted }, { cause })`. */
export const explain = <Code extends ErrorCode>(
  code: Code,
  at: Details<Code>,
  more: { readonly cause?: unknown; readonly retryAfter?: number } = {},
): ReleaseError => new ReleaseError(code, (catalogue[code] as (at: Details<Code>) => Explanation)(at), more);
