import { ReleaseError } from "../../domain/errors.ts";
import type { Web } from "../../domain/ports/environments.ts";
import type { Door } from "../../domain/ports/host.ts";

const mostBytes = 5_000_000;

/** Reads public addresses through the door, without credentials; a redirect is an answer and is not followed. */
export const connectWeb = ({ door }: { readonly door: Door }): { readonly web: Web } => ({
  web: {
    read: async (url) => {
      try {
        const { status, headers, bytes } = await door.request({ system: "The web", method: "GET", url, maxBytes: mostBytes });
        return { status, headers, text: Buffer.from(bytes).toString("utf8") };
      } catch (cause) {
        if (cause instanceof ReleaseError && cause.code === "NO_ANSWER") return undefined;
        throw cause;
      }
    },
  },
});
