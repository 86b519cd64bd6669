import type { FormatReader } from '../format-reader.ts';
import { clientBank } from './client-bank.ts';
import { fixed } from './fixed.ts';
import { mt940 } from './mt940.ts';
import { printed } from './printed.ts';

/** Texts that are no tables with delimiters: bank statements by SWIFT and of bank-client programs, printed reports, columns of fixed width. */
export const textReaders: readonly FormatReader[] = [mt940, clientBank, printed, fixed];
