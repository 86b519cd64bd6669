import './parts/pdf/frame/frame.css';
import { openFrame } from './parts/pdf/frame/open-frame.ts';

/** The page inside the sandboxed frame: it takes one channel from the page around it and knows nothing else. */
window.addEventListener('message', function take(event: MessageEvent) {
  const [port] = event.ports;
  if (event.source !== window.parent || port === undefined) return;
  window.removeEventListener('message', take);
  openFrame(port);
});
