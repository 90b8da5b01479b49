/**
 * Tells when another plan's document has come to the front. The editor shows a preview that was out of sight with the text that it had at
 * first, whatever became of the document since, until it is told to read it anew. A change that is on its way then comes while the page
 * of the preview is still loading, and is lost on it: at the first one it is told once more.
 */
export class InFront {
  #last: string | undefined;
  #isFresh = false;

  constructor(private readonly shown: () => string | undefined, private readonly came: () => void) {}

  look(): void {
    const now = this.shown();
    const changed = now !== this.#last;
    this.#last = now;
    if (changed && now !== undefined) {
      this.#isFresh = true;
      this.came();
    }
  }

  /** The text of that plan's document is another one now. */
  changed(plan: string): void {
    if (this.#isFresh && plan === this.#last) {
      this.#isFresh = false;
      this.came();
    }
  }
}
