import { createHash } from 'node:crypto';

const longest = 63;
const longestSuffix = 24;

/** Names that a connection gives to what it makes: the same ones each time, so that a step can look for what it made. */
export interface Names {
  /** What every name begins with; by itself what one types after `ssh`. */
  readonly base: string;
  /** The name of the thing that a step calls so: `of('gateway')`. */
  readonly of: (suffix: string) => string;
}

/** Each name is valid for IBM Cloud: lower-case letters, digits and hyphens, first a letter, at most 63. */
export function namesOf(connectionId: string): Names {
  const base = baseOf(connectionId);
  return { base, of: (suffix) => `${base}-${suffixOf(suffix)}` };
}

const tagPrefix = 'private-connect:';

/** The user tag on what a connection makes: by it a thing is known for ours where its journal is lost. */
export function tagOf({ base }: Pick<Names, 'base'>): string {
  return `${tagPrefix}${base}`;
}

/** Finds every tag of ours, in the syntax of the account's search. */
export const everyTag = 'tags:private-connect\\:*';
/** Finds every name that a connection of ours may have given, and some more. */
export const everyName = 'name:*-pc-*';

/** The base of the names of the connection that made a thing, by its tags or else by its name; undefined for what is not ours. */
export function baseBehind(name: string, tags: readonly string[]): string | undefined {
  const tag = tags.find((each) => each.startsWith(tagPrefix));
  return tag?.slice(tagPrefix.length) ?? /^([a-z][a-z0-9-]*-pc-[0-9a-f]{4})(?:-|$)/.exec(name)?.[1];
}

/** Lower-case letters, digits and single hyphens, first a letter; never empty. */
export function slug(text: string, limit: number): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return trimmed(trimmed(plain).replace(/^(?=[^a-z])/, 'c').slice(0, limit)) || 'connection';
}

/** Two connections never share names: where the id had to be changed or cut, its hash tells them apart. */
function baseOf(connectionId: string): string {
  const limit = longest - longestSuffix - 1;
  const plain = slug(connectionId, limit);
  return plain === connectionId ? plain : `${slug(connectionId, limit - 9)}-${hash(connectionId)}`;
}

function suffixOf(text: string): string {
  const plain = slug(text, longestSuffix);
  return plain === text ? plain : `${slug(text, longestSuffix - 9)}-${hash(text)}`;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

function trimmed(text: string): string {
  return text.replace(/^-+|-+$/g, '');
}
