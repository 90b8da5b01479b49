import { visible } from '../model/text';

/** An error's own words, safe to show. */
export function wordsOf(error: unknown): string {
  return visible(error instanceof Error ? error.message : String(error));
}

/** A name and port in a sentence, safe to show: `kafka-0.example:9093`. */
export function at({ host, port }: { readonly host: string; readonly port: number }): string {
  return `${visible(host, 255)}:${port}`;
}

/** A time limit in a sentence: `10 s`, `1.5 s`. */
export function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 100) / 10} s`;
}
