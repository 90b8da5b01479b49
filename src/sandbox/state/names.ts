import { randomInt } from 'node:crypto';

const first = ['amber', 'brisk', 'calm', 'dapper', 'eager', 'gentle', 'humble', 'lively', 'mellow', 'noble', 'quiet', 'rapid', 'silver', 'tidy', 'vivid'];
const second = [
  'anchor', 'beacon', 'cedar', 'delta', 'ember', 'falcon', 'harbor', 'island', 'lantern',
  'meadow', 'orchard', 'pebble', 'river', 'summit', 'willow',
];

/** A name such as the cloud makes up where none was given. */
export function madeUpName(): string {
  const pick = (words: readonly string[]): string => words[randomInt(words.length)] ?? '';
  return `${pick(first)}-${pick(second)}-${pick(second)}-${pick(first)}`;
}
