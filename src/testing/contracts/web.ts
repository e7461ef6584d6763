import { expect } from "vitest";
import type { Web } from "../../domain/ports/environments.ts";
import type { Bench, ContractCase } from "./contract.ts";

/** An adapter of the port, and a place whose answers are chosen. */
export interface WebBench extends Bench {
  readonly web: Web;
  readonly url: string;
  readonly nowhere: string;
  readonly answers: (answer: {
    readonly status: number;
    readonly text: string;
    readonly headers?: Readonly<Record<string, string>>;
  }) => void;
  readonly seen: () => readonly { readonly method: string; readonly path: string; readonly headers: Readonly<Record<string, string>> }[];
}

/** What every adapter of `Web` promises. */
export const webContract: readonly ContractCase<WebBench>[] = [
  {
    name: "status, text and headers come back as they are",
    run: async ({ web, url, answers }) => {
      answers({ status: 200, text: '{"käse":1}', headers: { "Content-Type": "application/json", ETag: '"1"' } });
      const read = await web.read(url);
      expect(read).toMatchObject({ status: 200, text: '{"käse":1}', headers: { "content-type": "application/json", etag: '"1"' } });
    },
  },
  {
    name: "a refusal is an answer",
    run: async ({ web, url, answers }) => {
      for (const status of [404, 403, 503]) {
        answers({ status, text: "no" });
        expect(await web.read(url)).toMatchObject({ status, text: "no" });
      }
    },
  },
  {
    name: "a redirect is an answer, and nobody is asked behind it",
    run: async ({ web, url, answers, seen }) => {
      answers({ status: 302, text: "", headers: { location: url } });
      expect(await web.read(url)).toMatchObject({ status: 302, headers: { location: url } });
      expect(seen()).toHaveLength(1);
    },
  },
  {
    name: "where nobody answers there is nothing",
    run: async ({ web, nowhere }) => expect(await web.read(nowhere)).toBeUndefined(),
  },
  {
    name: "it reads, once, and shows no credential",
    run: async ({ web, url, answers, seen }) => {
      answers({ status: 200, text: "" });
      await web.read(`${url}?x=1`);
      expect(seen()).toMatchObject([{ method: "GET", path: `${new URL(url).pathname}?x=1` }]);
      expect(Object.keys(seen()[0]?.headers ?? {}).filter((name) => /auth|cookie|token/.test(name))).toEqual([]);
    },
  },
  {
    name: "more than five megabytes is an error, and never a part of them",
    run: async ({ web, url, answers }) => {
      answers({ status: 200, text: "x".repeat(5_000_001) });
      await expect(web.read(url)).rejects.toMatchObject({ code: "BAD_ANSWER" });
    },
  },
];
