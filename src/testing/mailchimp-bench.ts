import { connectMailchimp } from "../connectors/mailchimp/connect-mailchimp.ts";
import { addDuration, duration, instant } from "../domain/instant.ts";
import type { TwinReply, TwinRequest } from "../twins/kernel/twin.ts";
import { openMailchimp } from "../twins/mailchimp/open-mailchimp.ts";
import type { MailchimpSeed } from "../twins/mailchimp/seed.ts";
import type { Mail } from "../twins/mailchimp/state.ts";
import type { CampaignsBench } from "./contracts/campaigns.ts";
import { openTwinBench, type TwinBench } from "./twin-bench.ts";

/** An audience of 1,200 with one sent newsletter. */
export const mailchimpSeed: MailchimpSeed = {
  apiKey: "0123456789abcdef0123456789abcdef-us1",
  audiences: [{ id: "a1b2c3d4e5", name: "Array", recipients: 1200 }],
  campaigns: [
    {
      id: "e1e2e3e4e5",
      audience: "a1b2c3d4e5",
      title: "PostHog Array 1.29.0",
      subject: "The Array, 1.29.0",
      fromName: "PostHog",
      replyTo: "hey@example.com",
      html: '<h1>1.29.0</h1> <a href="*|UNSUB|*">unsubscribe</a>',
      sentAt: instant("2021-10-29T15:00:00Z"),
    },
  ],
};

/** The twin, served. `answered` hears every checked request with its answer. */
export const openMailchimpTwin = (
  answered?: (operation: string, request: TwinRequest, reply: TwinReply) => void,
): Promise<TwinBench<ReturnType<typeof openMailchimp>>> =>
  openTwinBench(
    (ground) => {
      const twin = openMailchimp(ground("mailchimp"), mailchimpSeed);
      const operations = twin.operations.map((operation) => ({
        ...operation,
        handle: async (request: TwinRequest) => {
          const reply = await operation.handle(request);
          answered?.(operation.name, request, reply);
          return reply;
        },
      }));
      return { twins: [{ ...twin, operations }], opened: twin };
    },
    { MAILCHIMP_API_KEY: mailchimpSeed.apiKey },
  );

/** Connector and twin as a bench of the port's contract. */
export const openMailchimpBench = async (): Promise<CampaignsBench> => {
  const bench = await openMailchimpTwin();
  const outbox = (): readonly Mail[] => (bench.opened.holdings() as unknown as { readonly outbox: readonly Mail[] }).outbox;
  const names = { replicate: "postCampaignsIdActionsReplicate", send: "postCampaignsIdActionsSend" } as const;
  return {
    ...connectMailchimp(bench),
    audience: "a1b2c3d4e5",
    recipients: 1200,
    earlier: { id: "e1e2e3e4e5", title: "PostHog Array 1.29.0", sentAt: "2021-10-29T15:00:00Z" },
    afterSending: () => bench.clock.set(addDuration(bench.clock.now(), duration("5m"))),
    mailed: (id) => outbox().filter((mail) => mail.is === "newsletter" && mail.campaign === id).length,
    tested: (id) => outbox().flatMap((mail) => (mail.is === "test" && mail.campaign === id && typeof mail.to === "object" ? mail.to : [])),
    breakNext: (fault, operation) => bench.breakNext(fault, operation === undefined ? undefined : names[operation]),
    close: bench.close,
  };
};
