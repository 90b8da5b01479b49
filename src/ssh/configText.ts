import { t } from '../model/l10n';

/**
 * What is done to the user's SSH configuration, as pure functions of its text. The text is the file's bytes, one
 * character each (latin1), so that bytes outside our line stay what they are whatever they mean.
 */

/** The text with our line on top; the same text where it has it already. */
export function withLine(text: string, line: string): string {
  return hasLine(text, line) ? text : `${line}${lineEnding(text)}${text}`;
}

/** The text without our line: exactly what it was before `withLine`. */
export function withoutLine(text: string, line: string): string {
  const found = linesOf(text).find(({ content }) => content === line);
  return found === undefined ? text : text.slice(0, found.start) + text.slice(found.end);
}

/** True where the line stands before every `Host` and `Match`, so that it holds for all hosts. */
export function hasLine(text: string, line: string): boolean {
  for (const { content } of linesOf(text)) {
    if (content === line) {
      return true;
    }
    if (/^\s*(?:host|match)[\s=]/i.test(content)) {
      return false;
    }
  }
  return false;
}

/** Why the text must not be touched; undefined when it may be. */
export function problemOf(text: string): string | undefined {
  if (text.includes('\0')) {
    return t('it holds NUL bytes: it is no text that OpenSSH reads');
  }
  if (text.startsWith('\u00ef\u00bb\u00bf')) {
    return t('it begins with a byte order mark, which OpenSSH refuses');
  }
  const lines = linesOf(text).map(({ content }) => content);
  const mark = lines.slice(0, lines.findIndex((line) => !/^\s*(?:#|$)/.test(line)) >>> 0).find((line) => generated.test(line));
  if (mark !== undefined) {
    return t('it says that another program writes it: "{0}"', mark.trim());
  }
  const broken = lines.findIndex((line) => !isWellFormed(line));
  return broken === -1 ? undefined : t('line {0} is not one that OpenSSH understands: "{1}"', broken + 1, lines[broken]?.trim() ?? '');
}

const generated = /do not (?:edit|modify|change)|(?:managed|generated|written) by/i;

/** Empty, a comment, or a keyword with a value whose quotes are closed. */
function isWellFormed(line: string): boolean {
  const content = line.trim();
  if (content === '' || content.startsWith('#')) {
    return true;
  }
  return /^"?[A-Za-z][A-Za-z0-9-]*"?(?:\s*=\s*|\s+)\S/.test(content) && quotesClose(content);
}

function quotesClose(content: string): boolean {
  const withoutEscapes = content.replace(/\\["\\]/g, '');
  return (withoutEscapes.match(/"/g) ?? []).length % 2 === 0;
}

function lineEnding(text: string): string {
  return /^[^\n]*\r\n/.test(text) ? '\r\n' : '\n';
}

/** Lines with their place; `end` is behind the line's ending. */
function linesOf(text: string): readonly { readonly content: string; readonly start: number; readonly end: number }[] {
  return [...text.matchAll(/[^\n]*\n|[^\n]+$/g)].map((match) => ({
    content: match[0].replace(/\r?\n$/, ''), start: match.index, end: match.index + match[0].length,
  }));
}
