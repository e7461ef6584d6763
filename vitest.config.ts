import { defineConfig } from "vitest/config";

export default defineConfig({
  // Limits end what hangs; how fast something is, bench/ measures. A machine that others use is slower than any guess.
  test: { testTimeout: 30_000, include: ["src/**/*.test.ts", "test/**/*.test.ts", "scripts/**/*.test.ts", "bench/**/*.test.ts"] },
});
