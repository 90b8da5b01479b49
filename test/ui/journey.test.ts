import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { accessible, byKeyboard } from './accessibility';
import { interruptedJourney, journey, type Step } from './journey';
import { leaks } from './leaks';
import { packaged, startSession, type Session } from './session';

const failures = resolve(import.meta.dirname, '../../.shots');

describe('the journey, with the packaged product in the real workbench', () => {
  let folder: string;
  let vsix: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pc-vsix-'));
    vsix = await packaged(folder);
  });

  after(() => rm(folder, { recursive: true, force: true }));

  describe('from welcome to a message that came back', () => walk('journey', [...journey, byKeyboard, accessible], () => vsix));
  describe('with the window reloaded in the middle of the run', () => walk('reload', interruptedJourney, () => vsix));
});

/** One test a step; what follows a step that failed cannot be told and is not tried. */
function walk(name: string, steps: readonly Step[], vsix: () => string): void {
  let session: Session | undefined;
  let broken: string | undefined;

  before(async () => {
    session = await startSession({ vsix: vsix() });
  });

  after(() => session?.stop());

  for (const step of steps) {
    it(step.title, async () => {
      if (session === undefined || broken !== undefined) throw new Error(`Not tried: "${broken ?? 'the start'}" failed.`);
      try {
        await step.act(session.workbench);
      } catch (error) {
        broken = step.title;
        await session.workbench.picture(failures, `${name}-${step.name}`);
        throw error;
      }
    });
  }

  it('has left no secret in a file of the editor or of the product (R5.1)', async () => {
    assert.ok(session !== undefined);
    assert.deepEqual(await leaks(session), []);
  });
}
