import { hasVariable } from "../../domain/shell-word.ts";

/** An object id as people read it; what is not known yet stays whole. */
export const short = (id: string): string => (id.startsWith("«") || hasVariable(id) ? id : id.slice(0, 12));
