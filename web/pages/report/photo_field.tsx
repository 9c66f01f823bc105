// A photo, drawn anew as it is chosen, so that the person sees what will be sent; refused with the reason where that fails.
import { useEffect, useRef, useState } from 'react';
import { t } from '../../i18n/care/care_messages.ts';
import { type PhotoFailure, type PreparedPhoto, preparePhoto } from '../../sealed/photo.ts';
import { setDraft } from './report_state.ts';

interface Props {
  readonly photo: Blob | null;
  /** While it is drawn nothing goes on. */
  readonly onBusy: (busy: boolean) => void;
}

export function PhotoField({ photo, onBusy }: Props) {
  const [said, setSaid] = useState<PhotoFailure | 'working' | null>(null);
  const [bytes, setBytes] = useState<Uint8Array<ArrayBuffer> | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const latest = useRef<Blob | null>(null);

  const prepare = async (file: Blob) => {
    latest.current = file;
    setSaid('working');
    setBytes(null);
    onBusy(true);
    // What the browser throws while it draws is one more way of not being a picture.
    const prepared = await preparePhoto(file).catch((): PreparedPhoto => ({ failure: 'not_a_picture' }));
    if (latest.current !== file) return;
    onBusy(false);
    if ('failure' in prepared) {
      setSaid(prepared.failure);
      remove();
      return;
    }
    setSaid(null);
    setBytes(prepared.photo);
    setDraft({ photo: file });
  };
  const remove = () => {
    latest.current = null;
    setBytes(null);
    setDraft({ photo: null });
    if (input.current !== null) input.current.value = '';
  };
  // Coming back to this step: the file is still there, its drawing is not.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the step opens.
  useEffect(() => {
    if (photo !== null) void prepare(photo);
  }, []);

  return (
    <div className="entry">
      <label htmlFor="report-photo">{t('report.photo.label')}</label>
      <p id="report-photo-hint" className="quiet">
        {t('report.photo.hint')}
      </p>
      {/* The browser's own words beside a file are in the browser's language, not in that of the page. */}
      <input
        ref={input}
        id="report-photo"
        className="unseen"
        type="file"
        accept="image/*"
        autoComplete="off"
        aria-describedby="report-photo-hint"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file !== undefined) void prepare(file);
        }}
      />
      <label className="button" htmlFor="report-photo">
        {t('report.photo.choose')}
      </label>
      <p role="status" className={said === null || said === 'working' ? 'quiet' : 'wrong'}>
        {said === null ? '' : t(`report.photo.${said}`)}
      </p>
      {bytes !== null && <Drawn bytes={bytes} onRemove={remove} />}
    </div>
  );
}

function Drawn({ bytes, onRemove }: { readonly bytes: Uint8Array<ArrayBuffer>; readonly onRemove: () => void }) {
  const [url, setUrl] = useState('');
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes]);
  return (
    <div className="photo">
      {url !== '' && <img src={url} alt={t('report.photo.alt')} />}
      <p className="quiet">{t('report.photo.size', { kilobytes: Math.ceil(bytes.length / 1000) })}</p>
      <button type="button" className="button" onClick={onRemove}>
        {t('report.photo.remove')}
      </button>
    </div>
  );
}
