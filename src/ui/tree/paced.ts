/** What changes within one blink is told once. */
const soonMs = 30;
/** The editor repaints a view only once nothing was told for 200 ms: what is told more often leaves it standing for as long. */
const apartMs = 300;

/** Tells soon that something changed, and never so often that nobody comes to look. */
export class Paced {
  #timer: NodeJS.Timeout | undefined;
  #wanted = false;

  constructor(private readonly tell: () => void) {}

  ask(): void {
    this.#wanted = true;
    if (this.#timer === undefined) {
      this.#timer = setTimeout(() => this.#now(), soonMs);
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#wanted = false;
  }

  #now(): void {
    this.#timer = undefined;
    if (this.#wanted) {
      this.#wanted = false;
      this.#timer = setTimeout(() => this.#now(), apartMs);
      this.tell();
    }
  }
}
