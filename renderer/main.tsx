import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connect } from './api/connect.ts';
import { App } from './screens/app.tsx';
import { lookOf } from './screens/settings.tsx';

const place = document.getElementById('root');
if (place === null) throw new Error('the page has no #root');
createRoot(place).render(
  <StrictMode>
    <App api={connect()} look={lookOf(location.search)} />
  </StrictMode>,
);
