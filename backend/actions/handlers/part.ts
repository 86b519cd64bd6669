import type { Handlers } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';

/** The handlers of one part of the contract. */
export type Part<C extends Partial<AssayCalls>> = Pick<Handlers<AssayCalls, void>, keyof C & keyof AssayCalls>;
