// What stands where data would: loading, nothing there, or an error, each with the next step.
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

interface NoticeProps {
  readonly tone: 'quiet' | 'warning';
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: { readonly text: string; readonly onClick: () => void };
}

export function Notice({ tone, title, children, action }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} role={tone === 'warning' ? 'alert' : 'status'}>
      <span className="notice-icon">
        <Icon name={tone === 'warning' ? 'warning' : 'info'} size={20} />
      </span>
      <div>
        <p className="notice-title">{title}</p>
        {children !== undefined && <div className="notice-text">{children}</div>}
        {action !== undefined && (
          <button type="button" className="button" onClick={action.onClick}>
            {action.text}
          </button>
        )}
      </div>
    </div>
  );
}

/** Grey bars in the place of rows that are being read. */
export function Skeleton({ rows, label }: { rows: number; label: string }) {
  return (
    <div className="skeleton" role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        // biome has nothing better for rows without identity: their order never changes.
        <span key={`bar-${row.toString()}`} style={{ inlineSize: `${92 - ((row * 17) % 38)}%` }} />
      ))}
    </div>
  );
}
