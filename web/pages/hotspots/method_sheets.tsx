// How each figure of the page was computed: method and version, from what, with which settings, and what to beware of.
import { LEAST_REPORTS } from '../../../geodata/analysis/warning/cell_reading.ts';
import type { MethodAnswer } from '../../api_hotspots.ts';
import { dateText } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import type { Findings, Told } from './use_hotspots.ts';

export function MethodSheets({ findings }: { findings: Findings }) {
  const { gi, emerging, silence, scan, nowcast, nearRepeat, density } = findings;
  const sheets = [gi, emerging, silence, scan, nowcast, nearRepeat, density].flatMap(
    (told: Told<MethodAnswer> | null) => (told !== null && 'answer' in told ? [told.answer] : []),
  );
  return (
    <section className="office-section">
      <details className="hot-method">
        <summary>{t('hot.method')}</summary>
        <Facts>
          <Fact name={t('hot.method.minimum')}>{t('hot.method.minimumText', { count: LEAST_REPORTS })}</Fact>
          <Fact name={t('hot.method.correction')}>{t('hot.method.correctionText')}</Fact>
        </Facts>
        {sheets.map((sheet) => (
          <Sheet key={sheet.method} sheet={sheet} />
        ))}
      </details>
    </section>
  );
}

function Sheet({ sheet: { method, version, parameters, inputs, warnings } }: { sheet: MethodAnswer }) {
  return (
    <div className="hot-sheet">
      <h3>
        <a href={`/methods/${method}`}>
          {method} {version}
        </a>
      </h3>
      <Facts>
        <Fact name={t('hot.method.parameters')}>
          {Object.entries(parameters)
            .filter(([, value]) => value !== null && typeof value !== 'object')
            .map(([name, value]) => `${name} ${String(value)}`)
            .join(', ')}
        </Fact>
        <Fact name={t('hot.method.input')}>{inputText(inputs)}</Fact>
        {warnings.length > 0 && <Fact name={t('hot.method.warnings')}>{warnings.join(' ')}</Fact>}
      </Facts>
    </div>
  );
}

function inputText(inputs: MethodAnswer['inputs']): string {
  return Object.values(inputs)
    .flatMap((input) => {
      if (typeof input !== 'object' || input === null) return [];
      const { name, asOf } = input as { readonly name: string | null; readonly asOf: string | null };
      return [[name, asOf === null ? null : dateText(asOf)].filter((part) => part !== null).join(', ')];
    })
    .join('; ');
}
