import { setTimeout } from 'node:timers/promises';

/** What is read once it is so, as long as that takes: the test's own limit ends it. */
export async function until<Thing>(read: () => Promise<Thing>, holds: (thing: Thing) => boolean): Promise<Thing> {
  for (;;) {
    const thing = await read();
    if (holds(thing)) return thing;
    await setTimeout(100);
  }
}
