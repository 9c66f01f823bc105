// What stands while a list is being read, when it was not read, and when there is nothing in it.
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { t } from '../../i18n/messages.ts';
import { Notice, Skeleton } from '../../ui/notice.tsx';
import { answerText } from '../problem_text.ts';

interface Props<T> {
  readonly query: UseQueryResult<T>;
  readonly empty?: { readonly when: (data: T) => boolean; readonly title: string; readonly hint: string };
  readonly children: (data: T) => ReactNode;
}

export function Reading<T>({ query, empty, children }: Props<T>) {
  if (query.error !== null && query.data === undefined) {
    return (
      <Notice
        tone="warning"
        title={t('state.error.title')}
        action={{ text: t('app.retry'), onClick: () => void query.refetch() }}
      >
        {answerText(query.error)}
      </Notice>
    );
  }
  if (query.data === undefined) return <Skeleton rows={4} label={t('app.loading')} />;
  if (empty?.when(query.data)) {
    return (
      <Notice tone="quiet" title={empty.title}>
        {empty.hint}
      </Notice>
    );
  }
  return children(query.data);
}
