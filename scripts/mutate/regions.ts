import ts from 'typescript';

/** A piece of a file that is passed through or not as a whole, and where what tells so is put in. */
interface Region {
  readonly start: number;
  readonly end: number;
  readonly mark: { readonly at: number; readonly before: string; readonly after: string; readonly closes?: { readonly at: number; readonly text: string } };
}

/** Names the innermost region around a piece of a file, else the file as it is loaded. */
export function regionAround(file: string, source: ts.SourceFile, { start, end }: { readonly start: number; readonly end: number }): string {
  const around = regionsOf(source).filter((region) => region.start <= start && end <= region.end);
  return nameOf(file, around.at(-1));
}

/** The file with a call in each region, and of itself, which tells the region's name. `teller` is the module that has `reached`. */
export function watched(file: string, source: ts.SourceFile, teller: string): string {
  const call = (name: string): string => `reachedByTests(${JSON.stringify(name)})`;
  const inserts = regionsOf(source).flatMap((region, order) => {
    const { at, before, after, closes } = region.mark;
    const opens = { at, order, closing: false, text: `${before}${call(nameOf(file, region))}${after}` };
    return closes === undefined ? [opens] : [opens, { ...closes, order, closing: true }];
  });
  // From the end. What opens at one place opens the outer region first, what closes there closes the inner one first.
  const fromEnd = inserts.sort((one, other) => other.at - one.at || (one.closing ? one.order - other.order : other.order - one.order));
  const text = fromEnd.reduce((now, { at, text: inserted }) => now.slice(0, at) + inserted + now.slice(at), source.text);
  return `import { reached as reachedByTests } from ${JSON.stringify(teller)};${call(nameOf(file))};${text}`;
}

/** Outer ones before those in them. */
function regionsOf(source: ts.SourceFile): Region[] {
  const found: Region[] = [];
  const visit = (node: ts.Node): void => {
    found.push(...regionsAt(node, source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function regionsAt(node: ts.Node, source: ts.SourceFile): readonly Region[] {
  const statement = (body: ts.Statement): Region => ts.isBlock(body) ? inBlock(body, body, source) : around(body, '{', ';', '}', source);
  const expression = (body: ts.Expression): Region => around(body, '(', ', ', ')', source);
  if (ts.isFunctionLike(node)) return 'body' in node && node.body !== undefined ? [ofFunction(node, node.body, source)] : [];
  if (ts.isIfStatement(node)) return [statement(node.thenStatement), ...(node.elseStatement === undefined ? [] : [statement(node.elseStatement)])];
  if (ts.isIterationStatement(node, false)) return [statement(node.statement)];
  if (ts.isTryStatement(node)) return [inBlock(node.tryBlock, node.tryBlock, source)];
  if (ts.isCatchClause(node)) return [inBlock(node.block, node.block, source)];
  if (ts.isCaseOrDefaultClause(node)) return inClause(node, source);
  if (ts.isConditionalExpression(node)) return [expression(node.whenTrue), expression(node.whenFalse)];
  return ts.isBinaryExpression(node) && shortCircuits.has(node.operatorToken.kind) ? [expression(node.right)] : [];
}

const shortCircuits: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken,
]);

/** Its parameters belong to it. */
function ofFunction(node: ts.Node, body: ts.ConciseBody, source: ts.SourceFile): Region {
  const { mark } = ts.isBlock(body) ? inBlock(node, body, source) : around(body, '(', ', ', ')', source);
  return { start: node.getStart(source), end: node.getEnd(), mark };
}

function inBlock(node: ts.Node, block: ts.Block, source: ts.SourceFile): Region {
  return { start: node.getStart(source), end: node.getEnd(), mark: { at: block.getStart(source) + 1, before: '', after: ';' } };
}

function inClause({ statements }: ts.CaseOrDefaultClause, source: ts.SourceFile): readonly Region[] {
  const first = statements[0];
  return first === undefined ? [] : [{ start: first.getStart(source), end: statements.end, mark: { at: first.getStart(source), before: '', after: ';' } }];
}

function around(node: ts.Node, before: string, after: string, close: string, source: ts.SourceFile): Region {
  const [start, end] = [node.getStart(source), node.getEnd()];
  return { start, end, mark: { at: start, before, after, closes: { at: end, text: close } } };
}

function nameOf(file: string, region?: Region): string {
  return region === undefined ? file : `${file}#${region.start}-${region.end}`;
}
