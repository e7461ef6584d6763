import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { expect } from "vitest";
import { connectMailchimp } from "../../connectors/mailchimp/connect-mailchimp.ts";
import { openMailchimpTwin } from "../../testing/mailchimp-bench.ts";
import { testWith } from "../../testing/test-with.ts";
import type { TwinReply, TwinRequest } from "../kernel/twin.ts";

/** The little of Swagger 2.0 that the vendor's description uses. */
interface VendorOperation {
  readonly operationId: string;
  readonly parameters?: readonly {
    readonly in: string;
    readonly name: string;
    readonly required?: boolean;
    readonly schema?: object;
    readonly type?: string;
  }[];
  readonly responses: Readonly<Record<string, { readonly schema?: object }>>;
}

const vendorOperations = (): Map<string, VendorOperation> => {
  const file = join(import.meta.dirname, "../../../../shared/specs/mailchimp-campaigns.json");
  const { paths } = JSON.parse(readFileSync(file, "utf8")) as { readonly paths: Record<string, Record<string, VendorOperation>> };
  const all = Object.values(paths).flatMap((path) => Object.values(path));
  return new Map(all.map((operation) => [operation.operationId, operation]));
};

const validator = (): Ajv => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  // The vendor writes an empty time for "not yet", though its description does not say so.
  ajv.addFormat("date-time", (text: string) => text === "" || !Number.isNaN(Date.parse(text)));
  return ajv;
};

interface Exchange {
  readonly operation: string;
  readonly request: TwinRequest;
  readonly reply: TwinReply;
}

const recorded = async (): Promise<readonly Exchange[]> => {
  const exchanges: Exchange[] = [];
  const bench = await openMailchimpTwin((operation, request, reply) => exchanges.push({ operation, request, reply }));
  const { campaigns } = connectMailchimp(bench);
  const { id } = await campaigns.replicate("e1e2e3e4e5");
  await campaigns.list("a1b2c3d4e5");
  await campaigns.rename(id, { title: "train:1.30.0", subject: "1.30.0" });
  await campaigns.setContent(id, "<p>no way out</p>");
  await campaigns.problems(id);
  await campaigns.send(id).catch(() => undefined);
  await campaigns.setContent(id, "<p>*|UNSUB|*</p>");
  await campaigns.content(id);
  await campaigns.test(id, ["ana@example.com"]);
  await campaigns.send(id);
  await campaigns.get(id);
  await campaigns.get("0000000000");
  await bench.close();
  return exchanges;
};

// The description that can be had lacks this one; it is on the vendor's page as POST /campaigns/{campaign_id}/actions/replicate.
const undescribed = ["postCampaignsIdActionsReplicate"];

testWith(["../shared/specs"], "everything that connector and twin say to each other fits the vendor's own description", async () => {
  const vendor = vendorOperations();
  const ajv = validator();
  const fits = (schema: object | undefined, value: unknown, where: string): void => {
    const check = ajv.compile(schema ?? { not: {} });
    const right = schema === undefined ? value === undefined : check(value);
    expect({ where, right, errors: check.errors ?? null }).toEqual({ where, right: true, errors: null });
  };

  const exchanges = await recorded();
  expect(new Set(exchanges.map(({ operation }) => operation)).size).toBe(9);
  for (const { operation, request, reply } of exchanges.filter((each) => !undescribed.includes(each.operation))) {
    const described = vendor.get(operation);
    if (described === undefined) throw new Error(`the vendor describes no ${operation}`);
    const parameters = described.parameters ?? [];
    const known = parameters.filter((each) => each.in === "query").map((each) => each.name);
    expect(known, operation).toEqual(expect.arrayContaining([...request.query.keys()]));
    fits(parameters.find((each) => each.in === "body")?.schema, request.json, `${operation} request`);
    const answered = described.responses[String(reply.status)] ?? described.responses["default"];
    fits(answered?.schema, reply.body, `${operation} ${reply.status}`);
  }
});
