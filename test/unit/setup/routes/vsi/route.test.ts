import assert from 'node:assert/strict';
import { vsiChoices } from '../../../../../src/setup/routes/vsi/choices';
import { vsiLogin } from '../../../../../src/setup/routes/vsi/login';
import { openToInternetRefused, vsiFrame } from '../../../../../src/setup/routes/vsi/frame';
import { vsiOpenings, vsiPath } from '../../../../../src/setup/routes/vsi/path';
import { vsi } from '../../../../../src/setup/routes/vsi/route';
import { vsiSource } from '../../../../../src/setup/routes/vsi/source';
import { vsiSteps } from '../../../../../src/setup/routes/vsi/steps';
import { vsiVantages } from '../../../../../src/setup/routes/vsi/vantages';
import { connection } from '../../scripted';

describe('The route through a virtual server', () => {
  it('is spoken of by its server', () => {
    const box = { kind: 'existing', id: '1', name: 'box' } as const;
    assert.deepEqual(vsi.words(connection.choices), { how: 'through orders-server', through: 'orders-server', kind: 'virtual server' });
    assert.equal(vsi.words({ ...connection.choices, server: box }).through, 'box');
  });

  it('is made of what stands in its folder', () => {
    assert.deepEqual({ ...vsi, words: undefined }, {
      id: 'vsi', schema: vsiChoices, frame: vsiFrame, refuse: openToInternetRefused, source: vsiSource, login: vsiLogin, steps: vsiSteps, path: vsiPath, openings: vsiOpenings,
      vantages: vsiVantages, words: undefined,
    });
  });
});
