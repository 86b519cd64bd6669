import type { FixedTemplate } from '../../contract/rpc/books.ts';
import type { PdfTemplate } from '../../contract/rpc/pdf-template.ts';
import { readerSettings as pdfSettings } from './reading/pdf/settings.ts';
import { fixedSettings } from './reading/text/fixed-settings.ts';

type Kept = { readonly name: string; readonly pdf?: PdfTemplate | undefined; readonly fixed?: FixedTemplate | undefined };

/** What a format's reader is told of the vault's profiles: layouts that were learned, or the one that is asked for. '' for nothing. */
export const readerSettings = (format: string, saved: readonly Kept[], chosen?: Kept): string =>
  format === 'fixed' ? fixedSettings(saved, chosen) : pdfSettings(format, saved, chosen);
