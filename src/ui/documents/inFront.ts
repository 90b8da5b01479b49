/**
 * Tells when another plan's document has come to the front. The editor shows a preview that was out of sight with the text that it had at
 * first, whatever became of the document since, until it is told to read it anew.
 */
export class InFront {
  #last: string | undefined;

  constructor(private readonly shown: () => string | undefined, private readonly came: () => void) {}

  look(): void {
    const now = this.shown();
    const changed = now !== this.#last;
    this.#last = now;
    if (changed && now !== undefined) {
      this.came();
    }
  }
}
