import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyTruth } from '../../../src/sandbox/dataPlane';
import { remotePlane } from '../../../src/sandbox/remotePlane';
import { journey } from '../../ui/journey';
import { packaged } from '../../ui/session';
import { walk } from '../../ui/walk';
import { thisLab } from '../client';

describe('the journey in the real workbench, in a real network', () => {
  let folder: string;
  let vsix: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pc-vsix-'));
    vsix = await packaged(folder);
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
    await (await remotePlane(thisLab().socket)).apply(emptyTruth);
  });

  // The extension host is on the laptop, and its sandbox tells this lab what is true: else nothing differs from the suite without it.
  walk('lab', journey, () => vsix);

  it('has made a real server and a gateway of three addresses on its way', async () => {
    const names = (await thisLab().hosts()).map(({ name }) => name);
    assert.equal(names.filter((name) => /^telemetry-pc-.*-server$/.test(name)).length, 1, names.join());
    assert.equal(names.filter((name) => /^telemetry-pc-.*-endpoint$/.test(name)).length, 3, names.join());
  });
});
