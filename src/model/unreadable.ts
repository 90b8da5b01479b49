import type { Failure } from './failure';

/** An item of a list whose document lacks what cannot be done without. */
export interface Unreadable {
  /** "`zone` is missing". */
  readonly problem: string;
  /** Which item it is, for the log. */
  readonly failure: Failure;
}

/**
 * Told of each such item of a list, which then comes without it. For those who only show what there is: a list that nobody
 * listens for fails with the item's failure, since from an item that could not be read nobody may conclude that it is absent.
 */
export type OnUnreadable = (item: Unreadable) => void;
