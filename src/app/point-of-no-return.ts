/** The item from which on nothing can be undone, for those who draw the checklist. */
export { pointOfNoReturn } from "../checklist/index.ts";
