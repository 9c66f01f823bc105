// The sign before a line of a card: its form says what its color says.
import type { Sign } from './entry_lines.ts';

const PATHS: Readonly<Record<Sign, string>> = {
  open: 'M12 5a7 7 0 1 1 0 14a7 7 0 1 1 0-14z',
  closed: 'M12 6a6 6 0 1 1 0 12a6 6 0 1 1 0-12zM7.8 7.8l8.4 8.4',
  unknown: 'M9.2 9a2.9 2.9 0 1 1 4.3 2.6c-1 .6-1.5 1.2-1.5 2.4M12 17.5v.2',
  'in-time': 'M5 12.5l4.5 4.5L19 7.5',
  perhaps: 'M12 5.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13zM12 8.5V12l2.5 1.8',
  after: 'M5 12h13M13 7l5 5l-5 5',
  warning: 'M12 4.5l8.5 15h-17zM12 10v4.5M12 16.8v.2',
  verified: 'M7 4.5h10v15H7zM9.5 12l2 2l3.5-4',
  way: 'M12 20.5c-4-5-6-7.8-6-10.5a6 6 0 0 1 12 0c0 2.7-2 5.5-6 10.5zM12 8.2a2 2 0 1 1 0 4a2 2 0 1 1 0-4z',
};
const TURNS_ROUND: ReadonlySet<Sign> = new Set(['after', 'unknown']);

export const SignIcon = ({ sign }: { readonly sign: Sign }) => (
  <svg
    className={`sign sign-${sign}${TURNS_ROUND.has(sign) ? ' sign-turns' : ''}`}
    viewBox="0 0 24 24"
    aria-hidden="true"
  >
    <path d={PATHS[sign]} />
  </svg>
);
