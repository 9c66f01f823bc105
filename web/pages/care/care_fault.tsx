// What stands in place of a page that broke: plain words and a way to begin anew, never a blank screen.
import { Component, type ReactNode } from 'react';
import { t } from '../../i18n/care/care_messages.ts';

interface Props {
  readonly children: ReactNode;
}

export class CareFault extends Component<Props, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    if (!this.state.isBroken) return this.props.children;
    return (
      <div className="notice warning" role="alert">
        <p>{t('shell.broken')}</p>
        <button type="button" className="button" onClick={() => location.reload()}>
          {t('shell.again')}
        </button>
      </div>
    );
  }
}
