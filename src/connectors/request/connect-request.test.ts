import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import type { Requests } from "../../domain/ports/environments.ts";
import { openDoor } from "../../host/door.ts";
import { openSecrets } from "../../host/secrets.ts";
import { brokenPromises, testContract } from "../../testing/contracts/contract.ts";
import { type Got, type RequestsBench, requestsContract } from "../../testing/contracts/requests.ts";
import { connectRequest } from "./connect-request.ts";

const secrets = openSecrets({ STATUS_TOKEN: "canary-token", HOOK_ID: "canary hook/x", TWO_LINES: "a\nb" }, () => "");

const openBench = async (): Promise<RequestsBench> => {
  let answer: Parameters<RequestsBench["answers"]>[0] = { status: 200 };
  const got: Got[] = [];
  const server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on("data", (part: Buffer) => parts.push(part));
    incoming.on("end", () => {
      const { method = "", url: path = "", headers } = incoming;
      got.push({ method, path, headers: headers as Got["headers"], body: Buffer.concat(parts).toString("utf8") });
      if (answer === "lost") incoming.socket.destroy();
      else outgoing.writeHead(answer.status, answer.headers).end(answer.text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const door = openDoor({ map: { "https://status.example.com": `http://127.0.0.1:${(server.address() as AddressInfo).port}` } });
  return {
    ...connectRequest({ door, secrets }),
    origin: "https://status.example.com",
    answers: (next) => {
      answer = next;
    },
    got: () => got,
    close: () => {
      door.close();
      server.close();
      server.closeAllConnections();
    },
  };
};

testContract("requests of the team's own", requestsContract, openBench);

const adapted = (make: (requests: Requests) => Requests) => async (): Promise<RequestsBench> => {
  const bench = await openBench();
  return { ...bench, requests: make(bench.requests) };
};

test.each([
  [
    "sends again when no answer came",
    adapted(({ send, read }) => ({ read, send: (asked) => send(asked).catch(() => send(asked)) })),
    ["a lost answer, a broken server and a redirect leave the outcome open, and nothing is sent again"],
  ],
  [
    "takes a failed look for nothing",
    adapted(({ send, read }) => ({ send, read: (asked) => read(asked).catch(() => undefined) })),
    ["a look is a GET with its headers: what is there, nothing, or an error that says neither"],
  ],
  [
    "tells what the server said",
    adapted(({ send, read }) => ({
      read,
      send: (asked) => send(asked).catch((cause: Error) => Promise.reject(Object.assign(cause, { said: "canary-token" }))),
    })),
    [
      "what is refused was not applied, and is told without the credentials that the server repeats",
      "a lost answer, a broken server and a redirect leave the outcome open, and nothing is sent again",
      "a missing credential, and an address outside the door, are told before anything is sent",
    ],
  ],
])("an adapter that %s breaks the contract", async (_, open, broken) => {
  expect(await brokenPromises(requestsContract, open)).toEqual(broken);
});

test("a credential that no header can hold is refused by its name, and nothing is sent", async () => {
  const { requests, origin, got, close } = await openBench();
  const sent = requests.send({ method: "POST", url: origin, headers: { authorization: `\${TWO_LINES}` } });
  await expect(sent).rejects.toMatchObject({ code: "REFUSED", message: expect.stringContaining("TWO_LINES") });
  expect(got()).toEqual([]);
  await close();
});

test.each(["https://127.0.0.1/x", "https://169.254.169.254/latest/meta-data", "https://[::1]/", "https://localhost/x"])(
  "in production %s is no address for anybody's request",
  async (url) => {
    const door = openDoor();
    const { requests } = connectRequest({ door, secrets });
    await expect(requests.send({ method: "POST", url, headers: {} })).rejects.toMatchObject({ code: "ADDRESS_FORBIDDEN" });
    await expect(requests.read({ url, headers: {} })).rejects.toMatchObject({ code: "ADDRESS_FORBIDDEN" });
    door.close();
  },
);
