// A button in a header that opens a small panel below it, closed by Escape and by going elsewhere. Knows nothing of what is in it.
import { type ReactNode, useRef } from 'react';

interface Props {
  /** Said to who does not see the summary. */
  readonly label: string;
  readonly summary: ReactNode;
  readonly className: string;
  readonly children: ReactNode;
}

export function Disclosure({ label, summary, className, children }: Props) {
  const element = useRef<HTMLDetailsElement>(null);
  const close = () => element.current?.removeAttribute('open');
  return (
    <details
      ref={element}
      className={`menu ${className}`}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) close();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        close();
        element.current?.querySelector('summary')?.focus();
        event.stopPropagation();
      }}
    >
      <summary aria-label={label} title={label}>
        {summary}
      </summary>
      {/* Focusable, so that a tap on its ground is not taken for leaving it. */}
      <div className="menu-body" tabIndex={-1}>
        {children}
      </div>
    </details>
  );
}
