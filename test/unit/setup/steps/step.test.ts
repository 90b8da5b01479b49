import assert from 'node:assert/strict';
import type { Cost } from '../../../../src/model/plan';
import type { Maker } from '../../../../src/setup/context';
import { Fact } from '../../../../src/setup/facts';
import { missing } from '../../../../src/setup/standing';
import { atOnce, existing, free, making, priceOf, untilReady } from '../../../../src/setup/steps/step';
import { later, scripted } from '../scripted';

interface Lamp {
  readonly name: string;
  readonly lit: boolean;
}

const price: Cost = { kind: 'priced', monthly: 3, currency: 'USD', basis: 'b' };
const [dark, lit] = [{ name: 'lamp', lit: false }, { name: 'lamp', lit: true }];
const lampFact = new Fact<Lamp>('The lamp');

const plain: Maker<{ readonly name: string }, Lamp, number> = {
  kind: 'lamp',
  make: () => later(() => dark),
  find: () => Promise.resolve(undefined),
  describe: ({ name }) => ({ kind: 'lamp', id: 'l', name }),
  recover: () => Promise.resolve(undefined),
  remove: () => Promise.resolve(),
};
const awaited: typeof plain = {
  ...plain,
  wait: () => ({
    what: 'the lamp', everyMs: 1, limitMs: 1, read: () => later(() => lit), check: (lamp) => lamp.lit ? 'ready' : { waitingFor: 'light' },
  }),
  price: (_context, watts) => Promise.resolve({ ...price, monthly: watts }),
};

const parts = {
  id: 'lamp', title: 'Lamp', why: 'It is dark.', into: lampFact,
  find: () => Promise.resolve(missing()), specification: () => ({ name: 'lamp' }),
};

describe('A step that makes one thing', () => {
  it('is called, reasoned and looked for as it says', async () => {
    const step = making({ ...parts, maker: plain });
    assert.deepEqual([step.id, step.title, step.why, step.isCheck], ['lamp', 'Lamp', 'It is dark.', undefined]);
    assert.deepEqual(await step.find(scripted({}).context), missing());
  });

  it('prepares, makes what was specified, and leaves it for the steps behind', async () => {
    const { context, deeds } = scripted({});
    const prepare = (): Promise<void> => later(() => { deeds.push(['prepared']); });
    await making({ ...parts, maker: plain, prepare }).create(context);
    assert.deepEqual(deeds, [['prepared'], ['make', 'lamp', { name: 'lamp' }]]);
    assert.equal(context.facts.need(lampFact), dark);
  });

  it('needs no preparing', async () => {
    const { context, deeds } = scripted({});
    await making({ ...parts, maker: plain }).create(context);
    assert.deepEqual(deeds, [['make', 'lamp', { name: 'lamp' }]]);
  });

  it('leaves what a fresh read says when it is ready, and says it in words where it has some', async () => {
    const { context } = scripted({});
    context.facts.set(lampFact, dark);
    const step = making({ ...parts, maker: awaited, inWords: (lamp) => `lit: ${String(lamp.lit)}` });
    assert.equal(await step.ready(context), 'lit: true');
    assert.equal(context.facts.need(lampFact), lit);
    assert.equal(await making({ ...parts, maker: awaited }).ready(context), '');
  });

  it('cannot become ready before it was made', async () => {
    await assert.rejects(making({ ...parts, maker: awaited }).ready(scripted({}).context), { message: 'The lamp is not known yet.' });
  });

  it('costs what its maker says, and nothing where it says nothing of a price', async () => {
    const { context } = scripted({});
    assert.deepEqual(await making({ ...parts, maker: awaited, priced: 12 }).price(context), { ...price, monthly: 12 });
    assert.deepEqual(await making({ ...parts, maker: awaited }).price(context), { kind: 'none' });
    assert.deepEqual(await making({ ...parts, maker: plain, priced: 12 }).price(context), { kind: 'none' });
  });
});

describe('What a step shares with others', () => {
  it('waits where the maker waits, and takes a thing as it is where it does not', async () => {
    const { context } = scripted({});
    assert.equal(await untilReady(context, awaited, dark), lit);
    assert.equal(await untilReady(context, plain, dark), dark);
  });

  it('costs nothing without a price', async () => {
    const { context } = scripted({});
    assert.deepEqual(await priceOf(context, awaited, 5), { ...price, monthly: 5 });
    assert.deepEqual(await priceOf(context, plain, 5), { kind: 'none' });
    assert.deepEqual(await free(), { kind: 'none' });
  });

  it('is ready as soon as it exists, with no word of it', async () => {
    assert.equal(await atOnce(), '');
  });

  it('leaves what was found, and says that it exists', () => {
    const { context } = scripted({});
    const found = { kind: 'lamp', id: 'l', name: 'lamp' };
    assert.deepEqual(existing(context, lampFact, lit, found, 'bright'), { kind: 'exists', resource: found, detail: 'bright' });
    assert.deepEqual(existing(context, lampFact, lit, found), { kind: 'exists', resource: found, detail: undefined });
    assert.equal(context.facts.need(lampFact), lit);
  });
});
