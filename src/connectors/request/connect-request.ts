import { explain } from "../../domain/errors.ts";
import { mapParts, secretsIn } from "../../domain/named-secrets.ts";
import type { OwnRequest, Requests } from "../../domain/ports/environments.ts";
import type { Door, Inbound, Outbound, Secrets } from "../../domain/ports/host.ts";
import { requestName } from "../../host/door.ts";
import { redactor } from "../../host/redact.ts";
import { refusal } from "../../host/refusal.ts";

const mostBytes = 5_000_000;

/** Sends requests of the team's own through the door. Their credentials are put in here, and are told to nobody: not in an error, not in a receipt. */
export const connectRequest = ({ door, secrets }: { readonly door: Door; readonly secrets: Secrets }): { readonly requests: Requests } => {
  const exchange = async ({ method, url, headers, body }: Omit<OwnRequest, "method"> & Pick<Outbound, "method">) => {
    const system = hostOf(url);
    const names = secretsIn([url, ...Object.values(headers)]);
    const values = new Map(names.map((name) => [name, secrets.read(system, name)]));
    const credential = (name: string): string => values.get(name) ?? "";
    const request: Outbound = {
      system,
      method,
      url: mapParts(
        url,
        (text) => text,
        (name) => forAddress(credential(name)),
      ),
      toldAs: url,
      secretHeaders: Object.fromEntries(
        Object.entries(headers).map(([name, text]) => [name, mapParts(text, (piece) => piece, credential)]),
      ),
      maxBytes: mostBytes,
      ...(body === undefined ? {} : { body }),
    };
    const unfit = names.find((name) => !/^[\x20-\x7e]*$/.test(credential(name)));
    if (unfit !== undefined)
      throw explain("REFUSED", {
        system,
        request: requestName(request),
        status: 400,
        message: `the value of ${unfit} holds a line break or a letter that no header may hold.`,
      });
    return { request, answer: await door.request(request), clean: redactor([...values.values()]) };
  };

  return {
    requests: {
      send: async (asked) => {
        const { request, answer, clean } = await exchange(asked);
        if (!isSuccess(answer)) throw refusal(request, answer, clean(textOf(answer)));
        return { receipt: `status ${answer.status}` };
      },
      read: async (asked) => {
        const { request, answer, clean } = await exchange({ ...asked, method: "GET" });
        if (answer.status === 404 || answer.status === 410) return undefined;
        if (!isSuccess(answer)) throw refusal(request, answer, clean(textOf(answer)));
        return textOf(answer);
      },
    },
  };
};

const isSuccess = ({ status }: Inbound): boolean => status >= 200 && status < 300;

const textOf = ({ bytes }: Inbound): string => Buffer.from(bytes).toString("utf8");

const hostOf = (url: string): string => URL.parse(url)?.host ?? "The web";

/** A credential as part of an address: it may have several parts, and starts neither query nor fragment. */
const forAddress = (value: string): string => value.split("/").map(encodeURIComponent).join("/");
