import { isGlob } from "../domain/path-glob.ts";
import type { Train, Writing } from "../domain/train.ts";

/** The file in which the version stands as it is: one by its own name, and not in the spelling of a package or a tuple. */
export const tellingFile = ({ versionFiles }: Train): Writing | undefined => versionFiles.find(isPlain);

/** The same of the chart. */
export const tellingChartFile = ({ chart }: Train): Writing | undefined => chart?.edits.find(isPlain);

const isPlain = ({ file, to }: Writing): boolean => !isGlob(file) && to.includes("{version}") && !/\{(?!version\})/.test(to);
