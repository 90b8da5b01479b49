/** Lets work be done in the order in which it was asked for, one piece after the other. */
export class OneAtATime {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    // The one who asked hears of a failure; the next one must not.
    this.#last = done.catch(() => undefined);
    return done;
  }
}
