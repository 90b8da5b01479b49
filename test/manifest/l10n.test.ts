import assert from 'node:assert/strict';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';
import { isTranslated, placeOf, translatedIn } from '../../scripts/l10n/texts';
import { read, sources } from './manifest';

/** What acts for the cloud, and what no person reads. */
const own = sources('src').filter((path) => !path.startsWith('src/sandbox/'));

/** Not for translation: what another program reads, what goes to the makers, proper names, and the log. */
const exempt: readonly RegExp[] = [
  // Client configurations, SSH configuration, shell commands, the page's policy.
  /^src\/snippets\/(?:withUsage|environmentFile|eventStreams\/(?!parts))/, /^src\/ssh\/(?:hostEntry|commandLine|pemKey|sshConfig)\.ts:\d+: (?:#|Host|Include| |-)/,
  /^src\/snippets\/eventStreams\/parts\.ts:\d+: "\$\(cat/, /^src\/diagnose\/vantage\/serverNames\.ts:\d+: (?:getent|cat) /,
  /^src\/ui\/checks\/clientPlace\.ts:\d+: {3}read -rs /, /^src\/ui\/panel\/html\.ts/, /^src\/cloud\/(?:iam|client)\.ts:\d+: (?:Basic|Bearer) /,
  // What strongSwan, name servers, nftables and a shell read.
  /^src\/onPremises\/(?:swanctl|ipsecConf|keyFile|forwarders|firewall|interfaces)\.ts/,
  /^src\/onPremises\/readme\.ts:\d+: (?:apt-get|systemctl|ipsec|nft|unbound-checkconf|dnsmasq|named-checkconf|rm|dig) /,
  /^src\/openvpn\/inTerminal\.ts/, /^src\/openvpn\/namesToTunnel\.ts:\d+: (?:sudo |printf |nameserver |Add-|Get-)/,
  // What resolvectl writes.
  /^src\/machine\/nameServers\.ts:\d+: DefaultRoute setting$/,
  // A message in Kafka, and names that are looked for again.
  /^src\/kafka\/testMessage\.ts:\d+: Private Connect test message/, /: Event Streams$/,
  /^src\/setup\/makers\/groupTarget\.ts:\d+: … on …$/, /^src\/setup\/makers\/rule\.ts/, /^src\/setup\/routes\/vsi\/path\.ts:\d+: (?:VPC|TCP) /,
  // For whoever makes the extension.
  /^src\/ui\/(?:support\/(?:source|editorSource)|activity\/runLines|prompts\/toldPrompter|log)\.ts/,
  /^src\/ui\/support\/bundle\.ts:\d+: (?:# Support|checked|not checked)/, /^src\/ui\/commands\/supportCommands\.ts:\d+: What I did:/,
  // Units, an example of a topic, names of places.
  /^src\/model\/words\.ts/, /askTopic\.ts:\d+: orders$/,
  /^src\/ui\/(?:tree\/regionNames|ids|documents\/planName|tree\/changing|session\/cloudEndpoints)\.ts/,
];

/** Properties and arguments that people read: there one word is a text as well. */
const forPeople = /^(?:what|why|next|title|label|placeholder|prompt|detail|description|group|tooltip|spoken|cause|summary|nothing|failed|word|aria-label)$/;
const names = /^(?:Kafka|kcat|ok|PLAIN)$/;

/** A text that is not translated, and is none of the above. */
function untranslated(path: string, source: string): readonly string[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isTranslated(node)) {
      node.arguments.slice(1).forEach(visit);
      return;
    }
    if (isForOthers(node)) return;
    const text = ts.isStringLiteralLike(node) ? node.text : ts.isTemplateExpression(node) ? templateText(node) : undefined;
    if (text !== undefined && (isSentence(text) || isWordForPeople(node, text))) found.push(`${placeOf(node)}: ${text}`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found.filter((each) => !exempt.some((pattern) => pattern.test(each)));
}

function templateText(node: ts.TemplateExpression): string {
  return node.templateSpans.reduce((text, { literal }) => `${text}…${literal.text}`, node.head.text);
}

/** Two words, one of them in lower case: paths, codes and keys have none beside each other. */
function isSentence(text: string): boolean {
  return !text.startsWith('/') && (/[A-Za-z’']{2,}[,;:.]?\s+(?:…\s)?["(*]*[a-z]{2,}/.test(text) || /…\s+[a-z]{2,}|[a-z]{2,}:?\s+…/.test(text));
}

function isWordForPeople(node: ts.Node, text: string): boolean {
  if (names.test(text) || !/[A-Za-z]{2,}/.test(text)) return false;
  return isArgumentForPeople(node) || (forPeople.test(propertyOf(node)) && /^[A-Z]|\s|^[a-z]{3,}$/.test(text));
}

/** What is counted or spoken of in a row, and what stands in an element of the page. */
function isArgumentForPeople({ parent, pos }: ts.Node): boolean {
  if (!ts.isCallExpression(parent) || !ts.isIdentifier(parent.expression)) return false;
  const first = { counted: 1, spokenLabel: 1, describe: 0, badge: 1, blocked: 0, element: 2, active: 3 }[parent.expression.text];
  return first !== undefined && parent.arguments.findIndex((argument) => argument.pos === pos) >= first;
}

function propertyOf(node: ts.Node): string {
  const { parent } = node;
  if (ts.isConditionalExpression(parent) && parent.condition !== node) return propertyOf(parent);
  return ts.isPropertyAssignment(parent) && parent.initializer === node ? parent.name.getText().replaceAll('\'', '') : '';
}

/** Never seen by a person: a defect's words, the log, a comparison with what a server says, types, imports. */
function isForOthers(node: ts.Node): boolean {
  if (ts.isPropertyAssignment(node)) return node.name.getText() === 'class';
  if (ts.isNewExpression(node)) return /^(?:TypeError|RangeError|DOMException|RegExp|Set|Fact)$/.test(node.expression.getText());
  if (ts.isCallExpression(node)) return /(?:\blog|#log|\blog\.\w+|\.(?:warn|replace|replaceAll|split|query|startsWith|exec))$/.test(node.expression.getText());
  return ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node);
}

/** What is loaded with the entry, before anything can say which language it is. */
function loadedWith(entry: string, known = new Set<string>()): ReadonlySet<string> {
  if (known.has(entry)) return known;
  known.add(entry);
  const file = ts.createSourceFile(entry, read(entry), ts.ScriptTarget.Latest, true);
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement) && !statement.getText(file).startsWith('import type') && ts.isStringLiteral(statement.moduleSpecifier)) {
      const { text } = statement.moduleSpecifier;
      const path = `${normalize(join(dirname(entry), text))}.ts`;
      if (text.startsWith('.') && own.includes(path)) loadedWith(path, known);
    }
  }
  return known;
}

/** Texts that are made as soon as a file is loaded. */
function madeAtOnce(path: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (isTranslated(node)) found.push(placeOf(node));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true));
  return found;
}

describe('what a person reads of the code', () => {
  const all = own.flatMap((path) => translatedIn(path, read(path)));

  it('goes through t, so that it can be translated', () => {
    assert.ok(all.length > 1_000, `${all.length} texts were found`);
    assert.deepEqual(own.flatMap((path) => untranslated(path, read(path))), []);
  });

  it('would be missed where t is forgotten', () => {
    const forgotten = [
      "x({ what: 'Could not read it' })", 'x({ why: `${name} is gone` })', "pick({ placeholder: 'Which one?' })", "blocked('It is gone.', t('Choose another.'))",
      "({ label: yes ? 'Copy' : t('Open') })", "t('{0} did not', a ? 'all of it' : '')", "notices.done('It is done.')", "({ title: 'Retry' })",
    ];
    for (const text of forgotten) assert.equal(untranslated('src/x.ts', text).length, 1, text);
    const fine = ["log.info('All is well')", "x({ code: 'a.b', path: `/v1/${id}` })", "new TypeError('It is not known.')", "t('It is {0}.', t('all right'))"];
    for (const text of fine) assert.deepEqual(untranslated('src/x.ts', text), []);
  });

  it('is one whole literal each, which a translator can find', () => {
    assert.deepEqual(all.filter(({ text }) => text === undefined || text.trim() === ''), []);
  });

  it('has a placeholder for each value, and a value for each placeholder', () => {
    const wrong = all.filter(({ text = '', values }) => {
      const used = [...new Set([...text.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name))].sort();
      return JSON.stringify(used) !== JSON.stringify(Array.from({ length: values }, (_, index) => String(index)));
    });
    assert.deepEqual(wrong, []);
  });

  it('is made after the language is known, in the editor and on the page', () => {
    assert.deepEqual([...loadedWith('src/extension.ts')].flatMap(madeAtOnce), []);
    assert.match(read('src/extension.ts'), /activate\(context: vscode\.ExtensionContext\): void \{\n {2}speak\(vscode\.l10n\.bundle\);/);
    assert.match(read('src/webview/page.ts'), /^import '\.\/texts';/m);
    assert.equal(/^import (?!type)[^\n]*/m.exec(read('src/webview/page.ts'))?.[0], "import './texts';");
  });
});
