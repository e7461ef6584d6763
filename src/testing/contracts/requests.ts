import { expect } from "vitest";
import type { OwnRequest, Requests } from "../../domain/ports/environments.ts";
import type { Bench, ContractCase } from "./contract.ts";

/** A request as a server got it. */
export interface Got {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** An adapter of `Requests`, and a server that answers as it is told. The credentials are `STATUS_TOKEN` and `HOOK_ID`, both with "canary" in them. */
export interface RequestsBench extends Bench {
  readonly requests: Requests;
  /** The origin of the server. */
  readonly origin: string;
  /** `lost` ends the connection after the request arrived. */
  readonly answers: (
    answer: { readonly status: number; readonly text?: string; readonly headers?: Readonly<Record<string, string>> } | "lost",
  ) => void;
  readonly got: () => readonly Got[];
}

const bearing = `Bearer \${STATUS_TOKEN}`;

const request = (origin: string, more: Partial<OwnRequest> = {}): OwnRequest => ({
  method: "POST",
  url: `${origin}/hooks/\${HOOK_ID}?v=1.30.0`,
  headers: { authorization: bearing, "content-type": "application/json" },
  body: '{"name":"1.30.0 is released"}',
  ...more,
});

const failing = async (sent: Promise<unknown>): Promise<unknown> => {
  const error = await sent.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(error).toMatchObject({ name: "ReleaseError" });
  expect(JSON.stringify([String(error), error])).not.toMatch(/canary/i);
  return error;
};

/** What every adapter of `Requests` promises. */
export const requestsContract: readonly ContractCase<RequestsBench>[] = [
  {
    name: "a request arrives once as it is, with its credentials in their places, and the receipt tells none",
    run: async ({ requests, origin, answers, got }) => {
      answers({ status: 201, text: "canary" });
      const { receipt } = await requests.send(request(origin));
      expect(receipt).toBe("status 201");
      expect(got()).toMatchObject([
        {
          method: "POST",
          path: "/hooks/canary%20hook/x?v=1.30.0",
          headers: { authorization: "Bearer canary-token", "content-type": "application/json" },
          body: '{"name":"1.30.0 is released"}',
        },
      ]);
    },
  },
  {
    name: "what is refused was not applied, and is told without the credentials that the server repeats",
    run: async ({ requests, origin, answers }) => {
      answers({ status: 422, text: "no such component; you sent canary-token to canary hook/x" });
      expect(await failing(requests.send(request(origin)))).toMatchObject({ code: "REFUSED", explanation: { retry: "never" } });
      answers({ status: 401 });
      expect(await failing(requests.send(request(origin)))).toMatchObject({ code: "TOKEN_REFUSED" });
      answers({ status: 429, headers: { "retry-after": "7" } });
      expect(await failing(requests.send(request(origin)))).toMatchObject({ code: "RATE_LIMITED", retryAfter: 7000 });
    },
  },
  {
    name: "a lost answer, a broken server and a redirect leave the outcome open, and nothing is sent again",
    run: async ({ requests, origin, answers, got }) => {
      const redirect = { status: 307, headers: { location: `${origin}/elsewhere` } };
      for (const answer of ["lost", { status: 500 }, { status: 502 }, redirect] as const) {
        answers(answer);
        expect(await failing(requests.send(request(origin)))).toMatchObject({ explanation: { retry: "unknown" } });
      }
      expect(got()).toHaveLength(4);
      expect(got().some(({ path }) => path === "/elsewhere")).toBe(false);
    },
  },
  {
    name: "a missing credential, and an address outside the door, are told before anything is sent",
    run: async ({ requests, origin, got }) => {
      expect(await failing(requests.send(request(origin, { headers: { a: `\${OTHER_TOKEN}` } })))).toMatchObject({ code: "TOKEN_MISSING" });
      expect(await failing(requests.send(request("https://127.0.0.1")))).toMatchObject({ code: "ADDRESS_FORBIDDEN" });
      expect(got()).toEqual([]);
    },
  },
  {
    name: "a look is a GET with its headers: what is there, nothing, or an error that says neither",
    run: async ({ requests, origin, answers, got }) => {
      const look = { url: `${origin}/version.json`, headers: { authorization: bearing } };
      answers({ status: 200, text: '{"version":"1.30.0"}' });
      expect(await requests.read(look)).toBe('{"version":"1.30.0"}');
      answers({ status: 404, text: "nothing" });
      expect(await requests.read(look)).toBeUndefined();
      for (const answer of [{ status: 503 }, { status: 302, headers: { location: "/" } }, { status: 403 }, "lost"] as const) {
        answers(answer);
        await failing(requests.read(look));
      }
      expect(got().map(({ method, headers }) => [method, headers["authorization"]])).toEqual(
        Array.from({ length: 6 }, () => ["GET", "Bearer canary-token"]),
      );
    },
  },
];
