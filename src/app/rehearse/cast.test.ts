import { expect, test } from "vitest";
import type { TrainPerson } from "../../domain/train.ts";
import { sampleTrain } from "../../testing/sample-train.ts";
import { castOf } from "./cast.ts";

const person = (name: string, roles: readonly string[], github: string | undefined = `${name}-example`): TrainPerson => ({
  name,
  roles,
  github,
  account: undefined,
  signingKey: undefined,
});

const castWith = (people: readonly TrainPerson[], from: readonly string[]) =>
  castOf({ ...sampleTrain, people, launchGate: { ...sampleTrain.launchGate, from } });

const two = [person("ana", ["captain"]), person("ben", ["captain"])];

test("whoever mends bugs leaves somebody who may open the gate beside the captain", () => {
  const cast = castWith([...two, person("cleo", ["marketing"])], ["captain"]);
  expect(cast).toMatchObject({ captain: "ana", engineer: { name: "cleo" }, tester: "ben" });
});

test("of two people the captain mends, so that the other may open the gate", () => {
  expect(castWith(two, ["captain"])).toMatchObject({ captain: "ana", engineer: { name: "ana", login: "ana-example" }, tester: "ben" });
});

test("a train without a captain has no cast", () => {
  expect(castWith([person("cleo", ["marketing"])], ["captain"])).toBeUndefined();
});
