import { BookOpen, FolderOpen, Vault } from 'lucide-react';
import { Link, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSay } from '../../parts/words.tsx';

/** The places of the window that exist. */
export function Rail(): ReactNode {
  const say = useSay();
  const { pathname } = useLocation();
  const [inVault, inCodes] = [pathname.startsWith('/vault'), pathname.startsWith('/codes')];
  return (
    <nav className="rail" aria-label={say('rail.title')}>
      <Link to="/" className={inVault || inCodes ? 'rail-link' : 'rail-link here'}>
        <FolderOpen className="icon" aria-hidden />
        <span>{say('rail.cases')}</span>
      </Link>
      <Link to="/vault" className={inVault ? 'rail-link here' : 'rail-link'}>
        <Vault className="icon" aria-hidden />
        <span>{say('rail.vault')}</span>
      </Link>
      <Link to="/codes" className={inCodes ? 'rail-link here' : 'rail-link'}>
        <BookOpen className="icon" aria-hidden />
        <span>{say('rail.codes')}</span>
      </Link>
    </nav>
  );
}
