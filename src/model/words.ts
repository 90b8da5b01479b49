import { visible } from './text';

/** An amount as people of the currency write it in English: "$37.12"; "3.00 XYZ" where nobody knows the currency. */
export function money(amount: number, currency: string): string {
  try {
    return new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(amount);
  } catch (error) {
    if (error instanceof RangeError) {
      return `${amount.toFixed(2)} ${visible(currency, 10)}`;
    }
    throw error;
  }
}

/** A text as a sentence that ends once. */
export function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** A time that people wait, in whole seconds that have passed: "45 s", "2 min 10 s", "1 h 4 min". */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) {
    return `${seconds} s`;
  }
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A time that a machine took: "0.4 ms", "22 ms", "1.3 s". */
export function measured(milliseconds: number): string {
  if (milliseconds < 1) {
    return `${milliseconds.toFixed(1)} ms`;
  }
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
