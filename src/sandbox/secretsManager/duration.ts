import { badRequest } from './scope';

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds of a time as the service writes it: `8760h`, `365d`, or plain seconds. */
export function seconds(text: string, field: string): number {
  const [, number, unit = 's'] = /^(\d+)([smhd])?$/.exec(text) ?? [];
  if (number === undefined) throw badRequest(`The field "${field}" is not a duration such as 8760h.`);
  return Number(number) * (units[unit] ?? 1);
}

export function secondsOr<T>(text: string | undefined, field: string, otherwise: T): number | T {
  return text === undefined ? otherwise : seconds(text, field);
}
