import { join } from 'node:path';
import { journey } from './journey';
import { startSession } from './session';

/** Walks the whole journey in a fresh workbench and saves what is seen after each step; throws at the first that fails. */
export async function tour(folder: string): Promise<void> {
  console.log(`The tour drives the real workbench through the whole journey; its pictures go to ${folder}`);
  const session = await startSession();
  const { workbench } = session;
  try {
    for (const step of journey) {
      const started = Date.now();
      try {
        await step.act(workbench);
      } catch (error) {
        await workbench.picture(folder, 'failed');
        throw new Error(`The tour fails where it ${step.title} (what was seen: ${join(folder, 'failed.png')})`, { cause: error });
      }
      await workbench.picture(folder, step.name);
      console.log(`  ok  ${step.title} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    }
  } finally {
    await session.stop();
  }
  console.log(`${journey.length} steps, ${journey.length} pictures.`);
}
