// Tells as JSON what a person reads on the way from the sign-in to the undo, in a language that is English in other letters.
import { rm } from 'node:fs/promises';
import { speak } from '../../../src/model/l10n';
import { wideTexts } from './wideLetters';

// First of all, as the extension's entry does it: some texts are made as soon as a file is loaded.
speak(wideTexts());
void tell();

async function tell(): Promise<void> {
  const [{ journey }, { ProductBench }, { Canaries }] = await Promise.all([import('./journey'), import('./productBench'), import('./canaries')]);
  const bench = await ProductBench.start(new Canaries());
  try {
    process.stdout.write(JSON.stringify(await journey(bench)));
  } finally {
    await bench.stop();
    await rm(bench.folder, { recursive: true, force: true });
  }
}
