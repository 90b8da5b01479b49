import type { Cost } from '../model/plan';
import { Failure } from '../model/failure';

/** A catalog that does not answer must not keep anyone from a connection: what is asked for then has no price, and says so. */
export async function orUnpublished(price: Promise<Cost>): Promise<Cost> {
  try {
    return await price;
  } catch (error) {
    if (error instanceof Failure) {
      return { kind: 'unpublished' };
    }
    throw error;
  }
}
