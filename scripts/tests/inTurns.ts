/** What one of several says. */
export interface Turn {
  write(text: string | Uint8Array): void;
  end(): void;
}

/** Lets several speak at once and be heard one after the other, in the order in which they began: the first as it speaks, all others when it is their turn. */
export function inTurns(write: (text: string | Uint8Array) => void): () => Turn {
  const turns: Speaker[] = [];
  return () => {
    const turn = new Speaker(write);
    turns.push(turn);
    if (turns.length === 1) turn.begin();
    return {
      write: (text) => turn.say(text),
      end: () => {
        turn.ended = true;
        while (turns.at(0)?.ended === true) {
          turns.shift();
          turns.at(0)?.begin();
        }
      },
    };
  };
}

class Speaker {
  ended = false;
  #heard = false;
  readonly #kept: (string | Uint8Array)[] = [];

  constructor(private readonly write: (text: string | Uint8Array) => void) {}

  say(text: string | Uint8Array): void {
    if (this.#heard) this.write(text);
    else this.#kept.push(text);
  }

  begin(): void {
    this.#heard = true;
    for (const text of this.#kept.splice(0)) this.write(text);
  }
}
