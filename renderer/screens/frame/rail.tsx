import { FolderOpen, Vault } from 'lucide-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSay } from '../../parts/words.tsx';

/** The places of the window that exist. */
export function Rail(): ReactNode {
  const say = useSay();
  return (
    <nav className="rail" aria-label={say('rail.title')}>
      <Link to="/" className="rail-link" activeOptions={{ exact: false }} activeProps={{ className: 'rail-link here' }} inactiveProps={{}}>
        <FolderOpen className="icon" aria-hidden />
        <span>{say('rail.cases')}</span>
      </Link>
      <Link to="/vault" className="rail-link" activeProps={{ className: 'rail-link here' }}>
        <Vault className="icon" aria-hidden />
        <span>{say('rail.vault')}</span>
      </Link>
    </nav>
  );
}
