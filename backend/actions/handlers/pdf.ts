import type { pdfCalls } from '../../../contract/rpc/pdf.ts';
import { pdfLayout, tryTemplate } from '../pdf-layout.ts';
import type { Part } from './part.ts';

export function pdfHandlers(): Part<typeof pdfCalls> {
  return {
    'pdf.layout': (_, asked, context) => pdfLayout(asked, context),
    'pdf.template.try': (_, { path, template }, context) => tryTemplate(path, template, context),
  };
}
