/** What people outside may write to reach further than their words: markup, links, pictures, template languages, merge tags, mentions, orders to a forge, terminal commands. */
export const outsidePayloads: readonly string[] = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  '"><svg/onload=alert(1)>',
  "[docs](javascript:alert(1))",
  "[x](//evil.example) [y]: data:text/html,x",
  "![beacon](https://evil.example/p.gif)",
  "]]> <style>*{display:none}</style>",
  "{{constructor}} ${" + "{ secrets.TOKEN }}",
  "*|UNSUB|* *|HTML:EVIL|*",
  "thanks @ana-example and @org/team",
  "closes #1, fixes: o/r#2, Resolves GH-3",
  "<!channel> <@U0000000000> <!subteam^S1> <https://evil.example|docs>",
  "fix: x\n\nSigned-off-by: ana <ana@example.com>",
  "Co-authored-by: ben <ben@example.com>",
  "see https://evil.example and www.evil.example",
  "a\u202eb\u200bc\u001b]52;c;aGk=\u0007",
];
