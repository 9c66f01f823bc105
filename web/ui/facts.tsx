// A list of named facts.
import type { ReactNode } from 'react';

export function Facts({ children }: { children: ReactNode }) {
  return <dl className="facts">{children}</dl>;
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A short mark: its tone is said by its words, the color only helps. */
export function Chip({ tone, children }: { tone: 'good' | 'quiet' | 'warning' | 'striped'; children: ReactNode }) {
  return <span className={`chip chip-${tone}`}>{children}</span>;
}
