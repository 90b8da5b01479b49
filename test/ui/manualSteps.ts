import type { Locator } from 'playwright-core';
import type { Workbench } from './workbench';

const soonMs = 100_000;
const resources = 'Resources';

/** Keeps what is seen at a moment, under a name. */
export type Seen = (moment: string) => Promise<void>;

/** One command for a manual step: where it is started, and how its run is called. */
export interface ManualStep {
  /** The command's title without its "…", and the beginning of the run's. */
  readonly title: string;
  /** The whole title of the run, and of the plan. */
  readonly run: RegExp;
  /** The row whose menu has it, and the menu below that menu; from the palette where there is none. */
  readonly from?: (workbench: Workbench) => Promise<{ readonly row: Locator; readonly submenu?: string }>;
  /** What is taken or typed where a question, by its words, has the default of another case. */
  readonly instead?: Readonly<Record<string, string | RegExp | { readonly typed: string }>>;
  /** How many questions are asked: what the row tells is not. */
  readonly questions: number;
  /** What the plan must say, beside its steps. */
  readonly says: RegExp;
}

const region = (workbench: Workbench): Locator => workbench.row(resources, 'Montreal (ca-mon)').first();
const vpc = (workbench: Workbench): Locator => workbench.row(resources, /^my-vpc(?!-)/).first();
const telemetry = (workbench: Workbench): Locator => workbench.row(resources, /^telemetry(?!-)/).first();

/** In the order of the documentation's pages: each stands on those before it. */
export const manualSteps: readonly ManualStep[] = [
  {
    title: 'Create VPC', run: /Create VPC my-vpc$/, questions: 1, says: /A private network/,
    from: (workbench) => Promise.resolve({ row: region(workbench), submenu: 'Create' }),
  },
  {
    title: 'Create Subnet', run: /Create Subnet my-vpc-ca-mon-1$/, questions: 2, says: /to make · my-vpc-ca-mon-1 · 16 addresses/,
    from: (workbench) => Promise.resolve({ row: vpc(workbench), submenu: 'Create' }),
  },
  {
    title: 'Create SSH Key', run: /Create SSH Key my-key$/, questions: 2, says: /never leaves this machine/,
    from: (workbench) => Promise.resolve({ row: region(workbench), submenu: 'Create' }),
  },
  {
    title: 'Create Virtual Server', run: /Create Virtual Server my-vpc-server$/, questions: 6, says: /Together \$\d+\.\d\d a month/,
    from: (workbench) => Promise.resolve({ row: vpc(workbench), submenu: 'Create' }),
  },
  {
    title: 'Assign Floating IP', run: /Assign Floating IP my-vpc-server-ip$/, questions: 1, says: /Together \$\d+\.\d\d a month/,
    from: async (workbench) => ({ row: await server(workbench) }),
  },
  {
    title: 'Create Endpoint Gateway', run: /Create Endpoint Gateway telemetry-gateway$/, questions: 3, says: /no price is published: Endpoint gateway telemetry-gateway/,
    from: (workbench) => Promise.resolve({ row: telemetry(workbench), submenu: 'Create' }), instead: { 'In which VPC?': /^my-vpc/ },
  },
  {
    title: 'Allow Traffic', run: /Allow Traffic to telemetry-gateway-pc-.*-gateway$/, questions: 3, says: /allows TCP 9093/,
    from: (workbench) => Promise.resolve({ row: vpc(workbench) }), instead: { 'Who should be let in?': 'This machine' },
  },
  {
    title: 'Create Service Credential', run: /Create Service Credential telemetry-credential$/, questions: 2, says: /as Writer/,
    from: (workbench) => Promise.resolve({ row: telemetry(workbench), submenu: 'Create' }),
  },
  {
    title: 'Install Client Tools', run: /Install Client Tools/, questions: 4, says: /kcat/,
    from: async (workbench) => ({ row: await server(workbench) }),
  },
  {
    title: 'Send Certificate to Server', run: /Send .*my-vpc-server/, questions: 5, says: /authority\.pem/,
    from: async (workbench) => ({ row: await server(workbench) }),
  },
];

/** The virtual server's row, which is unfolded. */
export async function server(workbench: Workbench): Promise<Locator> {
  await workbench.expand(vpc(workbench));
  await workbench.expand(workbench.row(resources, /^Virtual servers/).first());
  return workbench.row(resources, /^my-vpc-server/).first();
}

/** The row of its run in the Activity view. */
export function runRow(workbench: Workbench, { title }: Pick<ManualStep, 'title'>): Locator {
  // Of what is sent to a server, the run says to which.
  return workbench.row('Activity', new RegExp(`^${title.replace(/ Server$/, title.startsWith('Send') ? '' : ' Server')} `)).first();
}

/** Starts a command from its row's menu, or from the palette. */
export async function start(workbench: Workbench, step: Started, seen?: Seen): Promise<void> {
  const { title, from, questions = Infinity } = step;
  const command = `${title}…`;
  const place = await from?.(workbench);
  if (place === undefined) {
    await workbench.command(`IBM Cloud: ${command}`);
    return;
  }
  await workbench.openMenu(place.row, place.submenu ?? command);
  if (place.submenu !== undefined) await workbench.openSubmenu(place.submenu);
  await seen?.('menu');
  await workbench.chooseInMenu(command);
  // A row that is drawn anew at that moment gives the command nothing, which asks for it then: once more.
  if (questions !== Infinity && countOf(await questionOf(workbench)) > questions) {
    await workbench.page.keyboard.press('Escape');
    await start(workbench, { ...step, questions: Infinity }, seen);
  }
}

type Started = Pick<ManualStep, 'title' | 'from'> & Partial<Pick<ManualStep, 'questions'>>;

/** Of "Create Subnet (1/2)", 2. */
function countOf(head: string): number {
  return Number(/\(\d+\/(\d+)\)/.exec(head)?.[1] ?? 0);
}

/** Answers each question with what is marked, or with what is taken instead, until `end` is there; the questions that were asked. */
export async function answer(workbench: Workbench, end: Locator, instead: ManualStep['instead'] = {}, seen?: Seen): Promise<readonly string[]> {
  const { page } = workbench;
  const widget = page.locator('.quick-input-widget:visible');
  const asked: string[] = [];
  for (;;) {
    await widget.or(end).first().waitFor({ timeout: soonMs });
    if (!await widget.isVisible()) return asked;
    const question = await questionOf(workbench);
    asked.push(question);
    if (asked.length > 12) throw new Error(`More questions than a person would answer: ${asked.join('; ')}`);
    await seen?.(`question-${asked.length}`);
    const other = Object.entries(instead).find(([words]) => question.includes(words))?.[1];
    await take(workbench, other);
    await until(async () => !await widget.isVisible() || await headOf(workbench) !== question);
  }
}

async function take(workbench: Workbench, other: string | RegExp | { readonly typed: string } | undefined): Promise<void> {
  if (typeof other === 'string' || other instanceof RegExp) {
    await workbench.pick(other);
    return;
  }
  if (other !== undefined) await workbench.input.fill(other.typed);
  await workbench.input.press('Enter');
}

/** Takes what is marked until a question is there, by its words. */
export async function upTo(workbench: Workbench, question: string): Promise<void> {
  const head = async (): Promise<string> => await workbench.input.first().getAttribute('placeholder', { timeout: 1000 }).catch(() => '') ?? '';
  for (let asked = 0; asked < 12; asked += 1) {
    await workbench.page.locator('.quick-input-widget:visible .monaco-list-row').first().waitFor({ timeout: soonMs });
    // Between two questions there is none.
    await until(async () => await head() !== '');
    const now = await head();
    if (now.startsWith(question)) return;
    await workbench.input.press('Enter');
    await until(async () => await head() !== now);
  }
  throw new Error(`Nobody asks "${question}".`);
}

/** Once what is asked can be answered: the rows of a list are there, or a text is, and its words stand still. */
export async function questionOf(workbench: Workbench): Promise<string> {
  const widget = workbench.page.locator('.quick-input-widget:visible');
  await widget.locator('.monaco-list-row').or(widget.locator('.quick-input-message:visible')).first().waitFor({ timeout: soonMs });
  // What is read while the question is being drawn is no question: answered, it would be counted twice.
  let head = '';
  await until(async () => {
    const before = head;
    head = await headOf(workbench);
    return head.trim() !== '' && head === before;
  });
  return head;
}

/** Its title with its place among the others, and its words. */
async function headOf({ page, input }: Workbench): Promise<string> {
  const titles = await page.locator('.quick-input-widget:visible .quick-input-title').allInnerTexts();
  const words = await Promise.all((await input.all()).map((each) => each.getAttribute('placeholder', { timeout: 1000 }).catch(() => '')));
  return [...titles, ...words].join(' ');
}

/** Runs the plan that is in front, by the button in its title, until its row says how it ended. */
export async function run(workbench: Workbench, row: Locator): Promise<string> {
  await workbench.page.locator('.editor-actions .action-label[aria-label^="Run"]').first().click();
  return await ended(row, /done ·|failed|cancelled/);
}

export async function ended(row: Locator, how: RegExp): Promise<string> {
  const over = row.filter({ hasText: how });
  await over.waitFor({ timeout: soonMs });
  return await over.innerText();
}

export async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + soonMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('Waited in vain.');
    await new Promise((resume) => setTimeout(resume, 20));
  }
}
