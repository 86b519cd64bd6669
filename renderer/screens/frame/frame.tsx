import { Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useFrameCommands } from './frame-commands.tsx';
import { Rail } from './rail.tsx';
import { StatusBar } from './status-bar.tsx';
import { StrayDrop } from './stray-drop.tsx';
import { TitleBar } from './title-bar.tsx';

/** Title bar, rail, the page, status bar; palette and list of keys over them. */
export function Frame(): ReactNode {
  const { overlay, openPalette, openGuide, lock } = useFrameCommands();
  return (
    <div className="frame">
      <TitleBar openPalette={openPalette} lock={lock} />
      <div className="frame-middle">
        <Rail />
        <Outlet />
      </div>
      <StatusBar openGuide={openGuide} />
      <StrayDrop />
      {overlay}
    </div>
  );
}
