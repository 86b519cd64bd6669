import { useEffect, useState } from 'react';
import type { AuditApi } from '../../contract/rpc/index.ts';
export function App({ api }: { readonly api: AuditApi }) {
  const [text, setText] = useState('…');
  useEffect(() => {
    void api.call['vault.status']({}).then((s) => setText(JSON.stringify(s)));
  }, [api]);
  return (
    <main>
      <h1>Assay</h1>
      <p id="status">{text}</p>
    </main>
  );
}
