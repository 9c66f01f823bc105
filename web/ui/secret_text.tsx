// A long text to take away, such as a link that is shown once: to read, to select and to copy.
import { useRef, useState } from 'react';

interface Props {
  readonly label: string;
  readonly text: string;
  readonly copy: string;
  readonly copied: string;
}

export function SecretText({ label, text, copy, copied }: Props) {
  const [done, setDone] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  // Over plain http from another machine a browser has no clipboard; then the text is selected for the keys.
  const take = async () => {
    field.current?.select();
    if (navigator.clipboard === undefined) return;
    await navigator.clipboard.writeText(text);
    setDone(true);
  };
  return (
    <div className="secret">
      <input
        ref={field}
        className="secret-text"
        readOnly
        dir="ltr"
        aria-label={label}
        value={text}
        onFocus={(event) => event.currentTarget.select()}
      />
      <button type="button" className="button button-quiet" onClick={() => void take()}>
        {copy}
      </button>
      <span className="secret-done" role="status">
        {done ? copied : ''}
      </span>
    </div>
  );
}
