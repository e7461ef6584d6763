import type { AddedCommit } from "../../app/rehearse/rehearsal.ts";
import { diffView } from "./diff-view.ts";
import { html, type Markup } from "./markup.ts";
import { counted } from "./tally.ts";

/** Every commit that the rehearsal added, as a diff, by repository. */
export const commitsView = (commits: readonly AddedCommit[]): Markup => {
  const repositories = [...new Set(commits.map(({ repository }) => repository))];
  return html`<section id="commits" aria-labelledby="commits-title">
<h2 id="commits-title">Commits</h2>
<p class="lead">${counted(commits.length, "commit")} in ${repositories.length === 1 ? "1 repository" : `${repositories.length} repositories`}.</p>
${repositories.map((repository) => html`<h3>${repository}</h3><ol class="commits">${commits.filter((each) => each.repository === repository).map(commitView)}</ol>`)}
</section>`;
};

const commitView = ({ ref, commit, author, subject, diff }: AddedCommit): Markup => html`<li>
<h4>${subject}</h4>
<p class="dim"><code>${commit.slice(0, 12)}</code> on <span class="value">${ref.replace(/^refs\/(heads|tags)\//, "")}</span> by ${author}</p>
${diff === "" ? html`<p class="dim">changes no file</p>` : diffView(filesIn(diff), diff)}
</li>`;

/** The files a unified diff names, for its heading. */
const filesIn = (diff: string): string =>
  diff
    .split("\n")
    .filter((line) => line.startsWith("+++ ") || line.startsWith("--- "))
    .map((line) => line.slice(4).replace(/^[ab]\//, ""))
    .filter((file, at, all) => file !== "/dev/null" && all.indexOf(file) === at)
    .join(", ");
