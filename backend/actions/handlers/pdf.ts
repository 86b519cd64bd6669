import type { pdfCalls } from '../../../contract/rpc/pdf.ts';
import { savedProfiles } from '../import-file.ts';
import { pdfLayout, tryTemplate } from '../pdf-layout.ts';
import type { Session } from '../session.ts';
import type { Part } from './part.ts';

export function pdfHandlers(session: Session): Part<typeof pdfCalls> {
  return {
    'pdf.layout': (_, asked, context) => pdfLayout(asked, context),
    'pdf.template.try': (_, asked, context) => tryTemplate({ ...asked, saved: session.unlocked() ? savedProfiles(session) : [] }, context),
  };
}
