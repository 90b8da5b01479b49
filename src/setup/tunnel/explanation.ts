import type { Remedy } from '../../model/check';

/** What a code means for a person: why it is so, and one thing to do. */
export interface Explanation {
  readonly cause: string;
  readonly remedy: Remedy;
}
