const longest = 500;

// Built from a text, since a linter rightly distrusts control characters in a pattern; here they are what is looked for.
const unseen = new RegExp('[\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff]', 'g');

/**
 * Text from the cloud or a server, made safe to show on one line: control, bidirectional and zero-width characters are
 * replaced by their code in brackets, and the length is bounded. Names are data; they must not move a cursor or hide.
 */
export function visible(text: string, limit = longest): string {
  const shown = text.replace(
    unseen,
    (character) => `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
  );
  return shown.length > limit ? `${shown.slice(0, limit - 1)}…` : shown;
}

// What has a meaning anywhere, at the start of a line, or as an address that becomes a link by itself.
const markup = /[\\`*_{}[\]#!|<>&$~@]|^[-+=]|(?<=^\d+)[.)](?=\s)|:(?=\/\/)|(?<=www)\./gi;

/** The same, for a place that reads Markdown: nothing in it is markup, link, HTML or a theme icon. */
export function visibleInMarkdown(text: string, limit = longest): string {
  return visible(text, limit).replace(markup, (character) => `&#${character.charCodeAt(0)};`);
}
