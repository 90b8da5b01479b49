import type { Snippet, SnippetRequest } from '../model/snippet';
import { comment } from './escape';

// A command that is cut is of no use.
const longest = 4096;

/** What a text begins with, as comments: where it must run, and how it gets there. */
export function notesOf({ place }: SnippetRequest, fileName: string, mark: string): string[] {
  return place.notes(fileName).map((note) => `${mark} ${comment(note, longest)}`);
}

/** The text as it leaves the product, where nothing stands beside it: how it is used comes at its end. */
export function withUsage({ text, usage, commentMark: mark }: Snippet): string {
  return `${text}\n${[`${mark} How to use it:`, ...usage.map((line) => `${mark}   ${comment(line, longest)}`)].join('\n')}\n`;
}
