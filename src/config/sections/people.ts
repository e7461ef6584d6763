import { z } from "zod";
import { givenName, word } from "./words.ts";

/** A short OpenPGP id can be made to fit by anybody, so only whole fingerprints name a key. */
const signingKeyForm = /^(?:(?:ssh|ecdsa|sk)-[a-z0-9@.-]+ [A-Za-z0-9+/=]+(?: [^\n\r]*)?|[0-9A-Fa-f ]{40,80})$/;

const person = z.strictObject({
  github: z.optional(
    z
      .string()
      .regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$/, "a GitHub account, without @")
      .meta({
        description: "The person's account at GitHub. Accounts map to people, so that a quorum counts people.",
        examples: ["ana-example"],
      }),
  ),
  account: z.optional(
    word("the name of an account on the machine").meta({
      description: "The account on the machine where this person types, when it differs from the name.",
    }),
  ),
  "signing-key": z.optional(
    word("an ssh public key, or the fingerprint of an OpenPGP key")
      .regex(signingKeyForm, "one line as in an ssh public key, or all 40 or 64 hexadecimal digits of an OpenPGP key's fingerprint")
      .meta({
        description:
          "The person's key: with it, what they say in a shared journal counts only where they signed it. One line as in an ssh public key, or the whole fingerprint of an OpenPGP key.",
        examples: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample"],
      }),
  ),
  roles: z
    .array(givenName("a role"))
    .default([])
    .meta({
      description: "What the person may be asked for: `captain`, `release-team`, `marketing`, or any word that gates name.",
      examples: [["captain", "release-team"]],
    }),
});

export const people = z
  .record(givenName("a person's short name"), person)
  .meta({ description: "Who may be asked, by short name.", examples: [{ ana: { github: "ana-example", roles: ["captain"] } }] });

export const captains = z
  .array(z.string())
  .default([])
  .meta({
    description: "The rota: people who captain a release, one for each departure, in turn. Left out, everybody with the role `captain`.",
    examples: [["ana", "ben"]],
  });

export const gates = z
  .strictObject({
    launch: z
      .strictObject({
        approvals: z
          .number()
          .int("a whole number")
          .min(1, "at least 1")
          .max(20, "at most 20")
          .default(1)
          .meta({ description: "How many different people must approve." }),
        from: z
          .array(z.string())
          .min(1, "at least one role or person")
          .default(["captain"])
          .meta({
            description: "Roles or people whose approval counts.",
            examples: [["captain", "release-team"]],
          }),
        "no-open-blockers": z
          .boolean()
          .default(true)
          .meta({ description: "Whether an open finding of severity blocker holds the launch." }),
      })
      .prefault({})
      .meta({ description: "Before the point of no return." }),
  })
  .prefault({})
  .meta({ description: "Decisions that must be taken before a release goes on." });
