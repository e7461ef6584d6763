/** A line of the handbook page as somebody does it who has never heard of Signalbox. */
export interface Deed {
  readonly line: string;
  readonly commands: readonly string[];
}

const api = `curl -sS --fail-with-body -H "Authorization: Bearer $GITHUB_TOKEN" -H 'Content-Type: application/json'`;
const mail = 'curl -sS --fail-with-body -u "ana:$MAILCHIMP_API_KEY" "https://us1.api.mailchimp.com/3.0"';

const opened = (repository: string, pull: object): string =>
  `${api} -X POST https://api.github.com/repos/${repository}/pulls -d '${JSON.stringify(pull)}' > answer.json`;

const merged = (repository: string): string =>
  `${api} -X PUT https://api.github.com/repos/${repository}/pulls/1/merge -d '{"merge_method":"merge"}'`;

/**
 * The checklist of the handbook's page, in its order: the commands that it prints, with this train's names, and by the systems' own interfaces what it
 * tells people to do on their pages, in their own words and without any mark. `head` is written as git spells it.
 */
export const handbookPage: readonly Deed[] = [
  {
    line: "start the release branch",
    commands: [
      "git clone --quiet https://github.com/crash-example/app.git app",
      "cd app",
      "git checkout --quiet -b release-1.30.0 origin/main",
      "git push --quiet origin release-1.30.0",
    ],
  },
  {
    line: "what is updated",
    commands: ["cd app", "git checkout --quiet release-1.30.0", 'git log --pretty=format:"%s %ae" 1.29.0..HEAD > ../log.txt'],
  },
  {
    line: "write up the changelog",
    commands: [
      "cd app",
      "sed -i '2a ### 1.30.0 - Monday 29 November 2021\\n\\n- Exports write their last row, thank you all (#3)\\n- Paths walk back, by Dora (#2)\\n' CHANGELOG.md",
      "git add CHANGELOG.md",
      'git commit --quiet -m "Changelog version 1.30.0"',
    ],
  },
  {
    line: "update the version",
    commands: [
      "cd app",
      "git checkout --quiet release-1.30.0",
      "sed -i 's/1\\.29\\.0/1.30.0/' app/version.py",
      "git add app/version.py",
      'git commit --quiet -m "Bump version 1.30.0"',
      "git push --quiet origin release-1.30.0",
    ],
  },
  {
    line: "deploy the playground",
    commands: [
      "commit=$(git -C app rev-parse HEAD)",
      `curl -sS --fail-with-body -X POST -H "Authorization: Bearer $HEROKU_API_KEY" -H 'Accept: application/vnd.heroku+json; version=3' -H 'Content-Type: application/json' https://api.heroku.com/apps/crash-playground/builds -d '{"source_blob":{"url":"https://codeload.github.com/crash-example/app/tar.gz/'"$commit"'","version":"'"$commit"'"}}'`,
    ],
  },
  {
    line: "deploy the test environment",
    commands: [
      "digest=$(skopeo inspect --format '{{.Digest}}' docker://docker.io/crash/app:release-1.30.0-unstable)",
      './deploy.sh "crash/app@$digest"',
    ],
  },
  {
    line: "write up the blog post",
    commands: [
      "git clone --quiet https://github.com/crash-example/site.git site",
      "cd site",
      "git checkout --quiet -b post-1-30-0",
      "mkdir -p posts",
      "printf -- '---\\ntitle: Our 1.30.0\\n---\\n\\nDora walks back. Read on.\\n' > posts/1-30-0.md",
      "git add posts",
      'git commit --quiet -m "The post for 1.30.0"',
      "git push --quiet origin post-1-30-0",
      opened("crash-example/site", { title: "Post: 1.30.0", head: "post-1-30-0", base: "main", body: "Please read." }),
    ],
  },
  {
    line: "edit the chart",
    commands: [
      "git clone --quiet https://github.com/crash-example/charts.git charts",
      "cd charts",
      "git checkout --quiet -b release-1.30.0",
      "sed -i 's/^appVersion: .*/appVersion: 1.30.0/' chart/Chart.yaml",
      "sed -i 's/release-1\\.29\\.0/release-1.30.0/' chart/values.yaml",
      'git commit --quiet -a -m "Bump the app to 1.30.0"',
      "git push --quiet origin release-1.30.0",
      opened("crash-example/charts", { title: "App 1.30.0", head: "release-1.30.0", base: "main", body: "" }),
      `${api} -X POST https://api.github.com/repos/crash-example/charts/issues/1/labels -d '{"labels":["bump minor"]}'`,
    ],
  },
  {
    line: "tag the version",
    commands: ["cd app", 'git tag -a 1.30.0 -m "Version 1.30.0"', "git push --quiet origin HEAD --tags"],
  },
  {
    line: "merge the chart, now that the image is built",
    commands: [
      // This repository asks for Signalbox's own word, which whoever merges without it gives.
      `${api} -X POST https://api.github.com/repos/crash-example/charts/statuses/$(git -C charts rev-parse HEAD) -d '{"state":"success","context":"signalbox/interlock"}'`,
      merged("crash-example/charts"),
    ],
  },
  { line: "publish the post", commands: [merged("crash-example/site")] },
  {
    line: "open the sync",
    commands: [
      "cd app",
      "git fetch --quiet origin",
      "git checkout --quiet -b 1.30.0-sync origin/main",
      "git cherry-pick release-1.30.0~1 release-1.30.0 > ../picked",
      `sed -i '1a \\    {\\n        "version": "1.30.0",\\n        "release_date": "2021-11-29"\\n    },' versions.json`,
      'git commit --quiet -a -m "Announce 1.30.0 to users"',
      "git push --quiet origin 1.30.0-sync",
      opened("crash-example/app", { title: "Bring main up to date", head: "1.30.0-sync", base: "main", body: "" }),
    ],
  },
  { line: "merge the sync", commands: [merged("crash-example/app")] },
  {
    line: "refresh the CDN",
    commands: [
      `aws cloudfront create-invalidation --distribution-id ECRASH0000001 --invalidation-batch '{"Paths":{"Quantity":1,"Items":["/*"]},"CallerReference":"by the console"}'`,
    ],
  },
  {
    line: "post on Slack",
    commands: [
      `curl -sS --fail-with-body -X POST -H "Authorization: Bearer $SLACK_TOKEN_COMMUNITY" -H 'Content-Type: application/json' https://slack.com/api/chat.postMessage -d '{"channel":"C0000000000","text":"1.30.0 has shipped, have fun!"}'`,
    ],
  },
  {
    line: "send the newsletter",
    commands: [
      `last=$(${mail}'/campaigns?list_id=0123456789&status=sent&count=1&sort_field=send_time&sort_dir=DESC' | jq -r '.campaigns[0].id')`,
      `copy=$(${mail}/campaigns/$last/actions/replicate -X POST | jq -r .id)`,
      `${mail}/campaigns/$copy -X PATCH -H 'Content-Type: application/json' -d '{"settings":{"subject_line":"1.30.0 is here","from_name":"Ana","reply_to":"ana@example.com"}}'`,
      `${mail}/campaigns/$copy/content -X PUT -H 'Content-Type: application/json' -d '{"html":"<p>1.30.0 is here.</p><p><a href=\\"*|UNSUB|*\\">Unsubscribe</a></p>"}'`,
      `${mail}/campaigns/$copy/actions/send -X POST`,
    ],
  },
];

/** The page in the form that hands carry out, one block a line. */
export const pageText = handbookPage
  .map(({ line, commands }) => [`\`${line}\` · who: ana`, "", "```sh", ...commands, "```", ""].join("\n"))
  .join("\n");
