import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { useFrame } from '../../components/useIncident.ts';
import { WelcomePage } from './WelcomePage.tsx';

/** Stands before the overview while nothing has been entered; every other page is reachable already. */
export function WelcomeGate({ children }: { children: ReactNode }) {
  const [path] = useLocation();
  const frame = useFrame().data;
  const first = frame?.fresh && frame.register === 'main' && path === '/';
  return first ? <WelcomePage /> : children;
}
