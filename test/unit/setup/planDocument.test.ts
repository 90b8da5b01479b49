import type { Connection } from '../../../src/model/connection';
import type { Opening, Path } from '../../../src/model/path';
import type { RunView, StepView } from '../../../src/model/plan';
import { planAsMarkdown } from '../../../src/setup/planDocument';
import { eventStreams } from '../../../src/services/eventStreams/service';
import type { VsiChoices } from '../../../src/setup/routes/vsi/choices';
import { vsiOpenings, vsiPath } from '../../../src/setup/routes/vsi/path';
import assert from 'node:assert/strict';
import fc from 'fast-check';

function connection(name = 'orders'): { readonly path: Path; readonly openings: readonly Opening[] } {
  const made: Connection<VsiChoices> = {
    id: 'orders-pc', accountId: 'a', service: 'event-streams', route: 'vsi', role: 'Writer', createdAt: '2026-01-01T00:00:00Z',
    instance: { crn: 'crn:v1', guid: 'g', name, region: 'ca-mon' },
    choices: {
      vpc: { kind: 'new', name: `${name}-vpc` }, zones: ['ca-mon-1', 'ca-mon-2'], address: { kind: 'floating-ip' },
      server: { kind: 'new', name: `${name}-server`, zone: 'ca-mon-1', profile: 'nxf-1x1', imageId: 'i', imageName: 'ubuntu' },
      loginUser: 'ubuntu', sshFrom: '203.0.113.7/32', key: { kind: 'new', path: '/k' }, resourceGroupId: 'r',
    },
  };
  return { path: vsiPath(made, eventStreams), openings: vsiOpenings(made, eventStreams) };
}

function step(more: Partial<StepView> = {}): StepView {
  return { id: 's', title: 'VPC orders-vpc', why: 'It is needed.', state: 'to-make', detail: 'to make', cost: { kind: 'none' }, ...more };
}

function view(steps: readonly StepView[], more: Partial<RunView> = {}): RunView {
  return { connectionId: 'orders-pc', title: 'Connect orders', state: 'plan', goal: 'run', undoable: 0, steps, total: { monthly: 0, currency: 'USD', unpublished: [] }, ...more };
}

/** The document as a Markdown reader shows it. */
function shown(markdown: string): string {
  return markdown.replace(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code)));
}

describe('The plan as a document', () => {
  it('shows a gateway that is there by its own name and addresses, and no group of ours that is not made', () => {
    const there = { name: 'theirs', address: '10.243.0.4, 10.243.64.4' };
    const text = shown(planAsMarkdown(view([
      step({ id: 'gateway', state: 'exists', there }), step({ id: 'gateway-group', state: 'exists', notNeeded: true }),
    ]), connection()));
    assert.match(text, /\| endpoint gateway theirs +\| +\|\n.*\| at 10\.243\.0\.4, 10\.243\.64\.4 +\|/);
    assert.doesNotMatch(text, /one address in|orders-pc-gateway/);
    assert.match(text, /\| TCP 9093 \| rules that are there \|/);
    assert.match(text, /\| TCP 22 \| orders-pc-server \|/);
  });

  it('has every step with its reason, its state and its cost', () => {
    const text = shown(planAsMarkdown(view([
      step(),
      step({ title: 'Floating IP', detail: 'to make · x', cost: { kind: 'priced', monthly: 2.5, currency: 'USD', basis: '730 h' } }),
      step({ title: 'Gateway', state: 'exists', detail: 'exists', cost: { kind: 'unpublished' } }),
    ], { total: { monthly: 2.5, currency: 'USD', unpublished: ['Gateway'] } }), connection()));
    assert.match(text, /\| 1 \| VPC orders-vpc \| It is needed\. \| to make \| none \|/);
    assert.match(text, /\| 2 \| Floating IP \|.*\| \$2\.50 \(730 h\) \|/);
    assert.match(text, /\| 3 \| Gateway \|.*\| no price published \|/);
    assert.match(text, /Together \*\*\$2\.50 a month\*\*.*no price is published: Gateway\./);
    assert.match(text, /leaves alone what was there before:\n\n- Gateway/);
  });

  it('is this text, part by part', () => {
    const path: Path = [{ id: 'm', kind: 'machine', name: 'laptop', details: [], reachedBy: '' }];
    const openings = [{ from: 'laptop', to: 'server', port: 'TCP 22', allowedBy: 'group' }];
    const steps = [step({ title: 'VPC', detail: 'to make' }), step({ title: 'Key', detail: '/home/key', state: 'exists' })];
    assert.equal(shown(planAsMarkdown(view(steps, { total: { monthly: 2.5, currency: 'EUR', unpublished: ['Key', 'VPC'] } }), { path, openings })), `# Connect orders

Nothing of this is made until you choose **Run**.

Together **€2.50 a month** at the published list prices, for what this plan makes. Not in it, since no price is published: Key, VPC.

## Steps

| # | What | Why | Exists or made | Cost a month |
| --- | --- | --- | --- | --- |
| 1 | VPC | It is needed. | to make | none |
| 2 | Key | It is needed. | /<wbr>home/<wbr>key | none |

## The network as it will be

From top to bottom: laptop.

\`\`\`text
laptop
\`\`\`

## Who will be able to reach what

| From | To | Port | Allowed by |
| --- | --- | --- | --- |
| laptop | server | TCP 22 | group |

## How to undo it

*Undo* deletes, in the reverse order, what the run made, and waits until each is gone.

- VPC

It leaves alone what was there before:

- Key
`);
  });

  it('lets a long fingerprint break, and no word that is not longer than a column', () => {
    const fingerprint = 'SHA256:uNiVztksCsDhcc0u9e8BgrJXVGDvrNQxKy*Jv4fJ8Lk';
    const detail = `exists · telemetry-pc-1a2b-key · ${fingerprint}`;
    const text = planAsMarkdown(view([step({ state: 'exists', detail })]), connection());
    const [cell] = /exists · .*?(?= \|)/.exec(text) ?? [];
    assert.equal(shown(cell ?? '').replaceAll('<wbr>', ''), detail);
    assert.ok(cell?.split('<wbr>').every((piece) => shown(piece).split(/[\s-]/).every((word) => word.length < 24)), cell);
    assert.match(cell ?? '', /^exists · telemetry-pc-1a2b-key · SHA256/);
    assert.doesNotMatch(cell ?? '', /&[^;]*<wbr>/);
  });

  it('says nothing of prices that are not published where there are none', () => {
    const text = planAsMarkdown(view([step()]), connection());
    assert.match(shown(text), /\*\*\$0\.00 a month\*\* at the published list prices, for what this plan makes\.\n\n## Steps/);
  });

  it('says what costs what was taken over, which no plan made', () => {
    const text = shown(planAsMarkdown(view([step()], { state: 'done', onlyHolds: true, total: { monthly: 2.5, currency: 'USD', unpublished: ['Key'] } }), connection()));
    assert.match(text, /\n\nAll of it costs \*\*\$2\.50 a month\*\* at the published list prices\. Not in it, since no price is published: Key\.\n\n/);
    assert.doesNotMatch(text, /this plan makes/);
  });

  it('says in the middle what is made and costs now, and what the rest would add', () => {
    const total = { monthly: 72.64, currency: 'USD', unpublished: ['Gateway', 'Key'] };
    const standing = { monthly: 2.5, currency: 'USD', unpublished: ['Key'] };
    for (const state of ['running', 'failed', 'cancelled', 'interrupted'] as const) {
      const text = shown(planAsMarkdown(view([step()], { state, total, standing }), connection()));
      assert.match(text, /What of it is made costs \*\*\$2\.50 a month\*\* now, at the published list prices; the rest would add \*\*\$70\.14 a month\*\*\./);
      assert.match(text, /no price is published: Gateway \(not made yet\), Key\./);
      assert.doesNotMatch(text, /for what this plan makes/);
    }
    const left = shown(planAsMarkdown(view([step()], { state: 'failed', goal: 'undo', total, standing }), connection()));
    assert.match(left, /What is left of it costs \*\*\$2\.50 a month\*\* at the published list prices\. Not in it, since no price is published: Key\./);
  });

  /** The two lists at the end: what an undo deletes, and what it leaves alone. */
  function undone(steps: readonly StepView[], state: RunView['state'] = 'plan'): readonly (readonly string[])[] {
    const end = shown(planAsMarkdown(view(steps, { state }), connection())).split('## How to undo it')[1] ?? '';
    const [made = '', left = ''] = end.split('It leaves alone what was there before:');
    assert.equal(end.includes('It leaves alone'), left !== '');
    return [made, left].map((part) => [...part.matchAll(/^- (.*)$/gm)].map(([, item = '']) => item));
  }

  it('lists what an undo deletes: what is to be made or was begun, and no check', () => {
    const all = ['exists', 'to-make', 'blocked', 'waiting', 'running', 'made', 'failed', 'cancelled', 'undoing', 'undone'] as const;
    assert.deepEqual(undone(all.map((state) => step({ title: state, state }))), [['to-make', 'running', 'made', 'failed', 'cancelled'], ['exists']]);
    assert.deepEqual(undone([step({ isCheck: true }), step({ title: 'VPC' })]), [['VPC'], []]);
    assert.deepEqual(undone([step({ state: 'exists', title: 'VPC' })]), [[], ['VPC']]);
  });

  it('leaves alone what the run only adds to, and says without what', () => {
    assert.deepEqual(undone([step({ title: 'Server', extendsExisting: 'without our group' }), step({ title: 'VPC', state: 'exists' })]), [
      [], ['VPC', 'Server, without our group'],
    ]);
  });

  it('says who will be able to reach what', () => {
    const text = shown(planAsMarkdown(view([step()]), connection()));
    assert.match(text, /\| 203\.0\.113\.7\/32 \| orders-server \| TCP 22 \| orders-pc-server \|/);
    assert.match(text, /\| orders-server \| the endpoint gateway of orders \| TCP 9093 \| orders-pc-gateway, for members of orders-pc-server \|/);
  });

  it('says that nothing is made yet, or why it cannot be', () => {
    assert.match(planAsMarkdown(view([step()]), connection()), /Nothing of this is made until you choose \*\*Run\*\*/);
    const blocked = step({ state: 'blocked' });
    assert.match(planAsMarkdown(view([blocked, step()]), connection()), /\n\*\*It cannot be run yet: one step is blocked\.\*\* What to do stands beside it; \*Plan Again\* looks anew\.\n/);
    assert.match(planAsMarkdown(view([blocked, blocked]), connection()), /\n\*\*It cannot be run yet: 2 steps are blocked\.\*\* What/);
  });

  it('says what became of it, in words that fit: nothing that was undone is "as it will be", or has a price', () => {
    const text = (state: RunView['state'], more: Partial<RunView> = {}): string =>
      planAsMarkdown(view([step({ state: 'made' })], { state, ...more }), connection());
    for (const [state, opening, network] of [
      ['plan', /Nothing of this is made until/, 'will be'], ['running', /This is being made:/, 'will be'], ['done', /This was run and is there\./, 'is'],
      ['failed', /\*\*Its run failed:\*\*.*\*Retry From Here\*.*\*Undo\*/, 'will be'], ['cancelled', /Its run was cancelled/, 'will be'],
      ['interrupted', /Its run was cut off/, 'will be'], ['undoing', /This is being undone:/, 'was'], ['undone', /nothing that it made is there any more/, 'was'],
    ] as const) {
      assert.match(text(state), opening, state);
      assert.ok(text(state).includes(`## The network as it ${network}\n`), state);
      assert.equal(/Together|How to undo it/.test(text(state)), network !== 'was', state);
    }
    assert.match(text('failed', { goal: 'undo' }), /\*\*Its undoing failed:\*\*/);
    assert.match(text('running', { elsewhere: 'another window' }), /This is being made in another window:/);
    assert.match(text('undone', { undoable: 2 }), /undone\*\* but for what others use/);
  });

  it('says of what ended before its end that it was planned anew, and how that is gone on with', () => {
    const text = (...steps: readonly StepView[]): string => planAsMarkdown(view(steps, { state: 'cancelled', plannedSince: true }), connection());
    const opening = /\n\*\*Its run was cancelled, and it was planned anew since:\*\* beside each step is what \*Retry From Here\* makes or changes\. Until then nothing is changed;/;
    assert.match(text(step({ state: 'made' }), step({ changesExisting: true })), opening);
    assert.match(text(step({ state: 'blocked' }), step()), /\n\*\*It cannot be run yet: one step is blocked\.\*\* What to do stands beside it/);
  });

  it('shows names from the cloud as text: no markup, no link, no extra row, no end of a fence', () => {
    const bad = 'x`\n```\n| a | [b](command:c) <img src=x> $(flame)\u202e';
    const text = planAsMarkdown(view([step({ title: bad, why: bad, detail: bad })], { title: bad }), connection(bad));
    assert.equal(text.match(/^\|/gm)?.length, planAsMarkdown(view([step()]), connection()).match(/^\|/gm)?.length);
    assert.doesNotMatch(text.replace(/```text[\s\S]*?\n```/, ''), /<img|\]\(|\$\(|`|\u202e/);
    assert.equal(text.match(/^```/gm)?.length, 2);
  });

  it('is one document for any name', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (name) => {
      const text = planAsMarkdown(view([step({ title: name })]), connection(name));
      assert.equal(text.match(/^#+ /gm)?.length, 5);
      assert.equal(text.match(/^```/gm)?.length, 2);
    }));
  });
});
