export { catalogue, type ErrorCode, explain, explainQuestion } from "./errors/explain.ts";
export { type Explanation, type Fault, isLostRace, ReleaseError } from "./errors/release-error.ts";
