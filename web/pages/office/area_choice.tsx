// One area of the organization, the finest first, by name with the name of the area that holds it.
import { useMemo } from 'react';
import type { Session } from '../../api.ts';
import { useAreas } from '../../state/queries.ts';
import { Choice } from '../../ui/choice.tsx';

interface Props {
  readonly session: Session;
  readonly label: string;
  /** What stands for no area. */
  readonly none: string;
  /** P-code; '' = none. */
  readonly value: string;
  readonly error?: string | undefined;
  readonly onChange: (pcode: string) => void;
}

export function AreaChoice({ session, label, none, value, error, onChange }: Props) {
  const areas = useAreas(session);
  const options = useMemo(() => {
    const all = (areas.data ?? []).map(({ properties }) => properties);
    const names = new Map(all.map(({ pcode, name }) => [pcode, name] as const));
    return all
      .filter(({ pcode }) => pcode.startsWith(session.areaPrefix))
      .map(({ pcode, name, parentPcode, adminLevel }) => {
        const parent = names.get(parentPcode ?? '');
        return { pcode, adminLevel, text: parent === undefined ? name : `${name} (${parent})` };
      })
      .sort((a, b) => b.adminLevel - a.adminLevel || a.text.localeCompare(b.text, 'en'));
  }, [areas.data, session.areaPrefix]);
  return (
    <Choice
      label={label}
      value={value}
      error={error}
      options={[['', none] as const, ...options.map(({ pcode, text }) => [pcode, text] as const)]}
      onChange={onChange}
    />
  );
}

/** The name of an area; its P-code where it has none. */
export function useAreaName(session: Session): (pcode: string) => string {
  const areas = useAreas(session);
  return useMemo(() => {
    const names = new Map((areas.data ?? []).map(({ properties }) => [properties.pcode, properties.name] as const));
    return (pcode) => names.get(pcode) ?? pcode;
  }, [areas.data]);
}
