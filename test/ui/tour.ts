import { join } from 'node:path';
import { journey, signIn, welcome, type Step } from './journey';
import { startSession } from './session';
import { siteVpnJourney } from './siteVpnJourney';
import { vpnJourney } from './vpnJourney';

/** A route's way through the product: what leads to it, and the steps that a picture is taken of. */
interface Tour {
  readonly title: string;
  readonly before: readonly Step[];
  readonly steps: readonly Step[];
}

const tours: readonly Tour[] = [
  { title: 'through a virtual server, to a message that came back', before: [], steps: journey },
  { title: 'through a client VPN, to where a real VPN would be dialled: the sandbox has none', before: [welcome, signIn], steps: vpnJourney },
  {
    title: 'through a site-to-site VPN, to where an office would have to dial: the sandbox has none', before: [welcome, signIn], steps: siteVpnJourney,
  },
];

/** Walks each route in a fresh workbench and saves what is seen after each step; throws at the first that fails. `only` is a part of the titles. */
export async function tour(folder: string, only = ''): Promise<void> {
  console.log(`The tour drives the real workbench along each route; its pictures go to ${folder}`);
  for (const each of tours.filter(({ title }) => title.includes(only))) {
    await walkAlong(each, folder);
  }
}

async function walkAlong({ title, before, steps }: Tour, folder: string): Promise<void> {
  console.log(`The way ${title}`);
  const session = await startSession();
  const { workbench } = session;
  try {
    for (const step of [...before, ...steps]) {
      const started = Date.now();
      try {
        await step.act(workbench);
      } catch (error) {
        await workbench.picture(folder, 'failed');
        throw new Error(`The tour fails where it ${step.title} (what was seen: ${join(folder, 'failed.png')})`, { cause: error });
      }
      if (steps.includes(step)) await workbench.picture(folder, step.name);
      console.log(`  ok  ${step.title} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    }
  } finally {
    await session.stop();
  }
  console.log(`${steps.length} steps, ${steps.length} pictures.`);
}
