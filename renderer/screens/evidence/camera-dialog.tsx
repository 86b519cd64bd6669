import { CircleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../../parts/button.tsx';
import { DialogBox } from '../../parts/dialog.tsx';
import { useSay } from '../../parts/words.tsx';
import { PolicyQuestions, usePolicy } from './policy.tsx';
import { nameOfNow } from './use-arrivals.ts';
import type { Adding } from './use-adding.ts';
import { useCamera } from './use-camera.ts';

type CameraProps = {
  readonly caseId: string;
  readonly adding: Adding;
  /** what the photo is to support */
  readonly target?: string;
  readonly close: () => void;
};

type Taken = { readonly bitmap: ImageBitmap; readonly blob: Blob; readonly at: Date };

const localTime = (at: Date): string => {
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
};

/** A photo by the laptop's camera: seen, taken, looked at, kept. Nothing is kept before the person says so. */
export function CameraDialog({ caseId, adding, target, close }: CameraProps): ReactNode {
  const say = useSay();
  const { video, state, take: shoot } = useCamera();
  const policy = usePolicy(caseId);
  const [taken, setTaken] = useState<Taken | null>(null);
  const take = async (): Promise<void> => {
    const blob = await shoot();
    if (blob !== null) setTaken({ blob, bitmap: await createImageBitmap(blob), at: new Date() });
  };
  const keep = async (): Promise<void> => {
    if (taken === null) return;
    close();
    const bytes = new Uint8Array(await taken.blob.arrayBuffer());
    const meta = { takenAt: localTime(taken.at), obtainedFrom: 'auditor' as const, ...policy.meta };
    const name = nameOfNow('jpg', taken.at);
    await adding.bytes(bytes, name, { origin: 'camera', meta, ...(target === undefined ? {} : { target }) });
  };
  const failed = state === 'none' || state === 'refused';
  return (
    <DialogBox
      wide
      title={say('ev.camera')}
      close={close}
      footer={
        taken === null ? (
          <Button key={`take ${state}`} kind="primary" autoFocus disabled={state !== 'live'} onPress={() => void take()}>
            {say('ev.camera.take')}
          </Button>
        ) : (
          <>
            <Button onPress={() => setTaken(null)}>{say('ev.camera.again')}</Button>
            <Button
              key={`keep ${policy.complete}`}
              kind="primary"
              autoFocus={policy.complete}
              disabled={!policy.complete}
              onPress={() => void keep()}
            >
              {say(target === undefined ? 'ev.camera.keep' : 'ev.camera.keepLinked')}
            </Button>
          </>
        )
      }
    >
      {failed ? (
        <p className="say-so amber" role="alert">
          <CircleAlert className="icon" aria-hidden />
          {say(`ev.camera.${state}`)}
        </p>
      ) : null}
      <div className={`camera${taken === null ? '' : ' taken'}`} hidden={failed}>
        <video ref={video} muted playsInline aria-label={say('ev.camera.live')} hidden={taken !== null} />
        {taken === null ? null : <Still bitmap={taken.bitmap} />}
      </div>
      {taken === null ? null : <PolicyQuestions first policy={policy} />}
    </DialogBox>
  );
}

function Still({ bitmap }: { readonly bitmap: ImageBitmap }): ReactNode {
  const say = useSay();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    canvas.current?.getContext('2d')?.drawImage(bitmap, 0, 0);
  }, [bitmap]);
  return <canvas ref={canvas} width={bitmap.width} height={bitmap.height} role="img" aria-label={say('ev.camera.taken')} />;
}
