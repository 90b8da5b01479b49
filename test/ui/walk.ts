import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import type { Step } from './journey';
import { leaks } from './leaks';
import { startSession, type Session } from './session';

const failures = resolve(import.meta.dirname, '../../.shots');

/** One test a step; what follows a step that failed cannot be told and is not tried. */
export function walk(name: string, steps: readonly Step[], vsix: () => string): void {
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
