import { invalid, notFound, page, type RepositoryCall, type RepositoryHandler, refused, text } from "../call.ts";
import { isObject } from "../description.ts";
import { pullOf } from "../pulls.ts";
import { labelShape } from "../shapes/pull.ts";
import type { Label, Pull, Repository } from "../state.ts";
import { replacePull } from "./pulls.ts";

const listForRepository: RepositoryHandler = (call) => {
  const { items, headers } = page(call, call.repository().labels);
  return { status: 200, headers, body: items.map(({ name }) => labelShape(call.repository(), name)) };
};

const get: RepositoryHandler = ({ params, repository }) => {
  const known = spelt(repository(), params["name"] ?? "");
  return known === undefined ? notFound() : { status: 200, body: labelShape(repository(), known.name) };
};

const create: RepositoryHandler = (call) => {
  const { body, hub, name, repository } = call;
  const label = text(body, "name") ?? "";
  if (spelt(repository(), label) !== undefined) return invalid("Label", "name", "already_exists", "name already exists");
  const color = text(body, "color") ?? "ededed";
  const changed = hub.change(name, (known, id) =>
    withLabel(known, { id: id(), name: label, color, description: text(body, "description") ?? null }),
  );
  call.applied("create-label", `${name} ${label}`);
  return { status: 201, body: labelShape(changed, label) };
};

const listOnPull: RepositoryHandler = (call) => {
  const pull = pullOf(call);
  return pull === undefined ? notFound() : shown(call, pull);
};

/** Adds labels; one that the repository does not know is made on the spot, which is how a misspelt label goes unnoticed. */
const add: RepositoryHandler = (call) => {
  const { body, hub, name } = call;
  const pull = pullOf(call);
  if (pull === undefined) return notFound();
  const wanted = (Array.isArray(body["labels"]) ? body["labels"] : []).map((label) =>
    isObject(label) ? String(label["name"]) : String(label),
  );
  const changed = hub.change(name, (known, id) => {
    const fresh = wanted.filter((label) => spelt(known, label) === undefined);
    const repository = fresh.reduce((so, label) => withLabel(so, { id: id(), name: label, color: "ededed", description: null }), known);
    const names = wanted.map((label) => spelt(repository, label)?.name ?? label);
    return replacePull(repository, { ...pull, labels: [...new Set([...pull.labels, ...names])], updatedAt: hub.now() });
  });
  for (const label of wanted) call.applied("add-label", `${name}#${pull.number} ${label}`);
  return shown(call, changed.pulls.find(({ number }) => number === pull.number) ?? pull);
};

const remove: RepositoryHandler = (call) => {
  const pull = pullOf(call);
  if (pull === undefined) return notFound();
  const label = call.params["name"] ?? "";
  const known = pull.labels.find((each) => each.toLowerCase() === label.toLowerCase());
  if (known === undefined) return refused(404, "Label does not exist");
  const changed = { ...pull, labels: pull.labels.filter((each) => each !== known), updatedAt: call.hub.now() };
  call.hub.change(call.name, (repository) => replacePull(repository, changed));
  call.applied("remove-label", `${call.name}#${pull.number} ${known}`);
  return { status: 200, body: changed.labels.map((each) => labelShape(call.repository(), each)) };
};

/** By GitHub's operation id. */
export const labelHandlers: Readonly<Record<string, RepositoryHandler>> = {
  "issues/list-labels-for-repo": listForRepository,
  "issues/get-label": get,
  "issues/create-label": create,
  "issues/list-labels-on-issue": listOnPull,
  "issues/add-labels": add,
  "issues/remove-label": remove,
};

/** A repository's label whatever the case of its letters: `Bug` and `bug` are one label at GitHub. */
function spelt(repository: Repository, name: string): Label | undefined {
  return repository.labels.find((label) => label.name.toLowerCase() === name.toLowerCase());
}

const withLabel = (repository: Repository, label: Label): Repository => ({ ...repository, labels: [...repository.labels, label] });

function shown(call: RepositoryCall, pull: Pull) {
  const { items, headers } = page(call, pull.labels);
  return { status: 200, headers, body: items.map((label) => labelShape(call.repository(), label)) };
}
