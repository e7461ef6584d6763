export { catalogue, type ErrorCode, explain, explainQuestion } from "./errors/explain.ts";
export { type Explanation, type Fault, ReleaseError, type Retry } from "./errors/release-error.ts";
