import { Refusal } from '../http/reply';
import type { Call } from '../http/router';

/** The oldest date that the cloud still takes. */
const oldest = '2025-12-09';

/** Checks what every call of the VPC API must say, and gives the date. */
export function requestedVersion(call: Call, now: number): string {
  const version = call.query.get('version');
  if (version === null) throw missing('version');
  const today = new Date(now).toISOString().slice(0, 10);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(version) || Number.isNaN(Date.parse(version)) || version < oldest || version > today) {
    throw new Refusal(400, 'invalid_version', `The \`version\` parameter must be a date from ${oldest} to ${today}.`, {
      type: 'parameter', name: 'version', value: version,
    });
  }
  const generation = call.query.get('generation');
  if (generation === null) throw missing('generation');
  if (generation !== '2') {
    throw new Refusal(400, 'invalid_generation', 'The `generation` parameter must be `2`.', { type: 'parameter', name: 'generation', value: generation });
  }
  return version;
}

function missing(name: string): Refusal {
  return new Refusal(400, `missing_${name}`, `The \`${name}\` query parameter is required.`, { type: 'parameter', name });
}
