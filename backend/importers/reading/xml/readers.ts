import type { FormatReader } from '../format-reader.ts';
import { asycudaReader } from './asycuda.ts';
import { camtReader } from './camt.ts';
import { earlierEaeuReader, eaeuReader } from './eaeu.ts';
import { esfReader } from './esf.ts';
import { saftReader } from './saft.ts';
import { ublReader } from './ubl.ts';

/** Versions that were released before. */
export const earlierXmlReaders: readonly FormatReader[] = [earlierEaeuReader];

/** Every format that is XML: ledgers and documents, customs declarations, bank statements, electronic invoices. */
export const xmlReaders: readonly FormatReader[] = [saftReader, asycudaReader, eaeuReader, ublReader, camtReader, esfReader];
