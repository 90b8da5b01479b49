import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { signIn, welcome } from './journey';
import { mended } from './mended';
import { recordVariable, SandboxOutside } from './sandboxOutside';
import type { Seat } from './seat';
import { startSession, type Session } from './session';

const pictures = resolve(import.meta.dirname, '../../.shots/mended');

// Each was a fault that a person noticed first; what they show is read here, and kept as a picture.
describe('what was mended, in the real workbench', () => {
  let session: Session;
  let seat: Seat;
  let folder: string;
  let taken = 0;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pc-mended-'));
    const record = join(folder, 'record');
    session = await startSession({
      settings: { 'privateConnect.sandbox.pace': 0, 'privateConnect.checkTimeoutSeconds': 1 }, env: { [recordVariable]: record },
    });
    const { workbench } = session;
    seat = { workbench, sandbox: new SandboxOutside(session, record), picture };
    await welcome.act(workbench);
    await signIn.act(workbench);
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await picture('failed');
  });

  after(async () => {
    await session.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function picture(moment: string): Promise<void> {
    taken += 1;
    await session.workbench.picture(pictures, `${String(taken).padStart(2, '0')}-${moment}`);
  }

  for (const { title, act } of mended) it(title, () => act(seat));
});
