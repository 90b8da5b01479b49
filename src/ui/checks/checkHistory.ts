import * as v from 'valibot';
import type { Report } from '../../model/check';
import { summaryOf, type CheckSummary } from './checkSummary';

const yes = v.optional(v.literal(true));
const schema = v.record(v.string(), v.object({ passed: v.boolean(), partly: yes, unfinished: yes, checkedAt: v.string(), text: v.string() }));

/** The editor's memento, as far as it is used. */
export interface Memento {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** What the last checks of an account said, kept over a restart. Plain words, no evidence and no secret. */
export class CheckHistory {
  constructor(private readonly memento: Memento, private readonly key: string) {}

  /** Of a connection by its id, or of an instance, checked from this machine alone, by its CRN. */
  get(target: string): CheckSummary | undefined {
    return this.#read()[target];
  }

  anyPassed(): boolean {
    return Object.values(this.#read()).some(({ passed }) => passed);
  }

  async add(report: Report): Promise<void> {
    await this.memento.update(this.key, { ...this.#read(), [report.connectionId ?? report.instance.crn]: summaryOf(report) });
  }

  async forget(target: string): Promise<void> {
    const { [target]: gone, ...others } = this.#read();
    if (gone !== undefined) {
      await this.memento.update(this.key, others);
    }
  }

  #read(): Readonly<Record<string, CheckSummary>> {
    const parsed = v.safeParse(schema, this.memento.get(this.key));
    return parsed.success ? parsed.output : {};
  }
}
