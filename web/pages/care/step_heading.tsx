// The heading of a step: it takes the focus when the step appears, so that who hears the page knows where they are.
import { type ReactNode, useLayoutEffect, useRef } from 'react';

/** Not on the first step of a visit: there the page itself is announced. */
let isFirst = true;

export function StepHeading({ children }: { readonly children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  // With the step itself, not after it was painted: who is already typing would lose the focus to the heading.
  useLayoutEffect(() => {
    if (!isFirst) {
      window.scrollTo(0, 0);
      heading.current?.focus({ preventScroll: true });
    }
    isFirst = false;
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
