// Light or dark: what the person chose, else what the system prefers. Beside it a browser keeps only the keys of reports that a
// steward confirmed, and whether alerts sound.
import { useEffect, useState } from 'react';
import { changeView, type Theme, useView } from './view.ts';

const KEY = 'safereach-theme';
const darkQuery = () => matchMedia('(prefers-color-scheme: dark)');

export function useTheme(): Theme {
  const chosen = useView((view) => view.theme);
  const [systemDark, setSystemDark] = useState(() => darkQuery().matches);
  useEffect(() => {
    const query = darkQuery();
    const listen = () => setSystemDark(query.matches);
    query.addEventListener('change', listen);
    const kept = storedTheme();
    if (kept !== null) changeView({ theme: kept });
    return () => query.removeEventListener('change', listen);
  }, []);
  if (chosen !== 'auto') return chosen;
  return systemDark ? 'dark' : 'light';
}

export function chooseTheme(theme: Theme): void {
  changeView({ theme });
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Storage may be refused; then the choice lasts as long as the page.
  }
}

function storedTheme(): Theme | null {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'light' || kept === 'dark' ? kept : null;
  } catch {
    return null;
  }
}
