import assert from 'node:assert/strict';
import ts from 'typescript';
import { isTranslated, wholeText } from '../../scripts/l10n/texts';
import { read, sources } from './manifest';

type Part = 'code' | 'what' | 'why' | 'next';
const parts: readonly Part[] = ['code', 'what', 'why', 'next'];

/** One place where a failure, or what its texts come from, is written down. */
interface Site {
  readonly at: string;
  readonly made: boolean;
  /** The texts a part can begin and end with; undefined where another place decides. */
  readonly texts: ReadonlyMap<string, readonly string[] | undefined>;
  /** Parts may also come from an object that is spread into this one. */
  readonly spread: boolean;
}

/** Every `new Failure({ … })`, and every other object that has a `next`: the tables that failures take their texts from. */
function sitesOf(path: string, text: string): readonly Site[] {
  const found: Site[] = [];
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const site = siteOf(file, node);
      if (site.made || site.texts.has('next')) found.push(site);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function siteOf(file: ts.SourceFile, object: ts.ObjectLiteralExpression): Site {
  const texts = new Map<string, readonly string[] | undefined>();
  for (const property of object.properties) {
    if (ts.isPropertyAssignment(property)) texts.set(property.name.getText(file), textsOf(property.initializer));
    else if (ts.isShorthandPropertyAssignment(property)) texts.set(property.name.text, undefined);
  }
  const { parent } = object;
  return {
    at: `${file.fileName}:${file.getLineAndCharacterOfPosition(object.getStart(file)).line + 1}`,
    made: ts.isNewExpression(parent) && parent.expression.getText(file) === 'Failure',
    texts,
    spread: object.properties.some(ts.isSpreadAssignment),
  };
}

/** What an expression's text can be: `…` stands for what is put in; undefined for a text from elsewhere. */
function textsOf(node: ts.Expression): readonly string[] | undefined {
  if (isTranslated(node)) return node.arguments[0] === undefined ? undefined : [(wholeText(node.arguments[0]) ?? '').replace(/\{\d+\}/g, '…')];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) return [node.templateSpans.reduce((text, { literal }) => `${text}…${literal.text}`, node.head.text)];
  if (ts.isConditionalExpression(node)) {
    const both = [textsOf(node.whenTrue), textsOf(node.whenFalse)];
    return both.flatMap((texts) => texts ?? []);
  }
  return ts.isBinaryExpression(node) ? textsOf(node.right) : undefined;
}

const sites = sources('src').flatMap((path) => sitesOf(path, read(path)));

function complaints(site: Site): readonly string[] {
  const missing = site.made && !site.spread ? parts.filter((part) => !site.texts.has(part)).map((part) => `has no ${part}`) : [];
  const wrong = parts.flatMap((part) => (site.texts.get(part) ?? []).filter((text) => !rules[part].test(text)).map((text) => `${part} "${text}"`));
  return [...missing, ...wrong].map((what) => `${site.at}: ${what}`);
}

const rules: Readonly<Record<Part, RegExp>> = {
  // Lower case and dotted, the service first; the end may be a server's own code.
  code: /^(?:[a-z-]+|…)\.[a-z0-9.…-]+$/,
  // What failed, without a full stop: the reason follows it after a colon.
  what: /^\S.*[^.\s]$/s,
  why: /^\S.*\S$/s,
  // One or more whole sentences.
  next: /^(?:[A-Z]|…).*[.…]$/s,
};

describe('what a person is told of a failure', () => {
  it('is made at many places, all of which were found', () => {
    const made = sites.filter((site) => site.made).length;
    const written = sources('src').map((path) => [...read(path).matchAll(/new Failure\(/g)].length).reduce((sum, count) => sum + count, 0);
    assert.ok(made > 50);
    // The rest takes its parts as one object from its caller.
    assert.ok(written - made <= 1, `${written - made} failures are made from something else than an object`);
  });

  it('says at each of them what failed, why, and what to do, under a stable code', () => {
    assert.deepEqual(sites.filter(({ made }) => made).flatMap(complaints), []);
  });

  it('has a sentence of advice wherever one is kept', () => {
    // What passed needs none.
    const advice = sites.filter(({ texts }) => texts.get('code')?.[0] !== 'ok')
      .flatMap(({ at, texts }) => (texts.get('next') ?? []).map((text) => ({ at, text })));
    assert.ok(advice.length > 50);
    assert.deepEqual(advice.filter(({ text }) => !rules.next.test(text)), []);
  });

  it('never sends a person away with nothing but the log, or with a word for nothing', () => {
    const empty = /^(?:see (?:the )?(?:log|output)|an error (?:has )?occurred|something went wrong|unknown error|failed\.?$|contact support)/i;
    const said = sites.flatMap(({ at, texts }) => parts.flatMap((part) => (texts.get(part) ?? []).map((text) => `${at}: ${text}`)));
    assert.deepEqual(said.filter((text) => empty.test(text.replace(/^\S+ /, ''))), []);
  });

  it('would show a failure without advice, and one with a sloppy code', () => {
    const [bare, sloppy] = sitesOf('x.ts', [
      "new Failure({ code: 'a.b', what: 'Could not', why: 'No.' });", "new Failure({ code: 'Bad Code', what: 'x.', why: 'y', next: '' });",
    ].join(' '));
    assert.deepEqual(bare === undefined ? [] : complaints(bare), ['x.ts:1: has no next']);
    assert.deepEqual(sloppy === undefined ? [] : complaints(sloppy), ['x.ts:1: code "Bad Code"', 'x.ts:1: what "x."', 'x.ts:1: why "y"', 'x.ts:1: next ""']);
  });
});
