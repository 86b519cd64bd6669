import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';

/** A row with its record in the trader's file. */
export type RowData = Output<AssayCalls['rows.get']>;
