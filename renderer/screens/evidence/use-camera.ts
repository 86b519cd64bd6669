import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

export type CameraState = 'opening' | 'live' | 'none' | 'refused';

export type Camera = {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly state: CameraState;
  /** @returns the picture that is seen now, as a JPEG without any metadata; null when there is none */
  readonly take: () => Promise<Blob | null>;
};

const asked: MediaStreamConstraints = { audio: false, video: { width: { ideal: 3840 }, height: { ideal: 2160 } } };
const quality = 0.94;

const stateOf = (error: unknown): CameraState =>
  error instanceof DOMException && (error.name === 'NotFoundError' || error.name === 'OverconstrainedError') ? 'none' : 'refused';

/** The laptop's camera, open as long as the component is shown. */
export function useCamera(): Camera {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<CameraState>('opening');
  useEffect(() => {
    let stream: MediaStream | null = null;
    let gone = false;
    const stop = (): void => stream?.getTracks().forEach((track) => track.stop());
    const open = async (): Promise<void> => {
      try {
        stream = await navigator.mediaDevices.getUserMedia(asked);
        if (gone || video.current === null) return stop();
        video.current.srcObject = stream;
        await video.current.play();
        setState('live');
      } catch (error) {
        stop();
        if (!gone) setState(stateOf(error));
      }
    };
    void open();
    return () => {
      gone = true;
      stop();
    };
  }, []);
  const take = async (): Promise<Blob | null> => {
    const seen = video.current;
    if (seen === null || seen.videoWidth === 0) return null;
    const canvas = new OffscreenCanvas(seen.videoWidth, seen.videoHeight);
    canvas.getContext('2d')?.drawImage(seen, 0, 0);
    return canvas.convertToBlob({ type: 'image/jpeg', quality });
  };
  return { video, state, take };
}
