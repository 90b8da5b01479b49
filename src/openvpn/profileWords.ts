/**
 * The words of a line as OpenVPN takes them apart: by blanks, up to a `#` or `;` that begins a word. A quote has a meaning
 * where a word begins; a backslash takes away the next character's, but not between single quotes. Where a quote is not
 * closed, the word is what follows it. Source: https://github.com/OpenVPN/openvpn/blob/master/src/openvpn/options_parse.c
 */
export function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  for (const [, comment, single, double, plain] of line.matchAll(word)) {
    if (comment !== undefined) break;
    words.push(single ?? unescaped(double ?? plain ?? ''));
  }
  return words;
}

/** Such a line of words, quoted where OpenVPN would take them apart. What stood behind a line break would be an option of its own: that is a defect. */
export function lineOfWords(words: readonly string[]): string {
  if (words.some((each) => /[\r\n\0]/.test(each))) {
    throw new TypeError(`A word of the option ${words[0] ?? ''} has a line break`);
  }
  return words.map((each) => (/^[^\s"'\\#;]+$/.test(each) ? each : `"${each.replace(/["\\]/g, '\\$&')}"`)).join(' ');
}

const word = /\s*(?:([#;])|'([^']*)'?|"((?:\\[^]|[^"\\])*)"?|((?:\\[^]|[^\s\\])+))/g;

function unescaped(text: string): string {
  return text.replace(/\\([^])/g, '$1');
}
