/** Platforms that every image must have. */
export const platforms: readonly string[] = ["linux/amd64", "linux/arm64"];
