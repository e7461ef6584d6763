/** Names with one value that the texts for people may use besides. */
export const valueNames = ["day", "post-url", "release-notes", "compare-url"] as const;
export type ValueName = (typeof valueNames)[number];

/** Names of lists that the texts for people may use besides. */
export const listNames = ["highlights", "breaking", "changes", "contributors", "first-timers"] as const;
export type ListName = (typeof listNames)[number];
