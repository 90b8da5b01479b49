import { t } from '../../model/l10n';

/** A view, as far as it has a line above its rows. */
interface Lined {
  message?: string;
}

/** Calls `tick` every second until it is stopped. */
export type EverySecond = (tick: () => void) => () => void;

/** Says above a tree that the cloud asked to wait, and how many seconds are left. */
export class WaitingMessage {
  #stop: (() => void) | undefined;

  constructor(private readonly view: Lined, private readonly everySecond: EverySecond = clockSeconds) {}

  show(milliseconds: number, status: number | undefined): void {
    this.clear();
    const why = `${status === 429 ? t('IBM Cloud asks to wait') : t('IBM Cloud did not answer')}${status === undefined ? '' : ` (${status})`}`;
    let left = Math.ceil(milliseconds / 1000);
    const say = (): void => {
      this.view.message = t('{0}: trying again in {1} s.', why, left);
    };
    say();
    this.#stop = this.everySecond(() => {
      left -= 1;
      if (left <= 0) {
        this.clear();
      } else {
        say();
      }
    });
  }

  /** A line that outlives what is waited for hides the welcome. */
  clear(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.view.message = '';
  }
}

function clockSeconds(tick: () => void): () => void {
  const timer = setInterval(tick, 1000).unref();
  return () => clearInterval(timer);
}
