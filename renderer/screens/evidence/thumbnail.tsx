import { BookOpen, File, FileText, Image, Table } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { EvidenceHeader } from './shapes.ts';
import { useThumbnail } from './thumbnails.ts';
import type { Wanted } from './thumbnails.ts';

const signs = { image: Image, pdf: BookOpen, book: Table, text: FileText, other: File } as const;

type ThumbnailProps = { readonly wanted: Wanted; readonly kind: EvidenceHeader['kind']; readonly large?: boolean };

/** The small picture of an item, or the sign of its kind. The name stands beside it. */
export function Thumbnail({ wanted, kind, large = false }: ThumbnailProps): ReactNode {
  const bitmap = useThumbnail(wanted, kind === 'image');
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (bitmap !== null) canvas.current?.getContext('2d')?.drawImage(bitmap, 0, 0);
  }, [bitmap]);
  const Sign = signs[kind];
  return (
    <span className={`thumbnail${large ? ' large' : ''}`} aria-hidden>
      {bitmap === null ? <Sign className="icon" /> : <canvas ref={canvas} width={bitmap.width} height={bitmap.height} />}
    </span>
  );
}
