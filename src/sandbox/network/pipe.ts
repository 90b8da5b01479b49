import type { Duplex } from 'node:stream';

/** Joins two byte streams both ways; half-closing is passed on, and when one breaks so does the other. */
export function join(one: Duplex, other: Duplex): void {
  for (const [from, to] of [[one, other], [other, one]] as const) {
    from.pipe(to);
    // A broken stream is an everyday event here (a client hung up); it ends the pair and nothing else.
    from.on('error', () => to.destroy());
    from.on('close', () => {
      if (!from.readableEnded) {
        to.destroy();
      }
    });
  }
}
