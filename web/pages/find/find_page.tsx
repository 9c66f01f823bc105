// /find: what kind of help, from where, and the list; one page at one address. Loads the packs, finds the region, and has
// everything kept for use without a network once the first list is there.
import { useEffect, useState } from 'react';
import { directoryPath, PACKS_PATH, readDirectory, readPacks, readTravel, travelPath } from '../../api_care.ts';
import { t, useLanguage } from '../../i18n/care/care_messages.ts';
import { exitTo } from '../care/leave.ts';
import { idle, keepOffline, onNewVersion } from '../care/offline.ts';
import { StepHeading } from '../care/step_heading.tsx';
import { useLate } from '../care/use_late.ts';
import { BackButton } from './back_button.tsx';
import { DataAge } from './data_age.tsx';
import { DataSources } from './data_sources.tsx';
import { isUntouched, setFind, useFind } from './find_state.ts';
import { NeedStep } from './need_step.tsx';
import { NoList } from './no_list.tsx';
import { createPackStore, type PackState, usePackState } from './pack_store.ts';
import { PlaceStep } from './place_step.tsx';
import { RegionStep } from './region_step.tsx';

const store = createPackStore({ readPacks, readDirectory, readTravel });
const loadList = () => import('./results/service_list.tsx');
/** The code of the list itself, in the words of the list. */
const LIST_FAILED = { status: 'failed', failure: 'offline' } as const;
const LIST_LOADING = { status: 'loading', failure: null } as const;

/** Begins before there are words to show: on a slow network each round of questions counts. */
export function startFinding(): void {
  store.load();
  loadList().catch(() => undefined);
}

/** Who only looks in, where data costs nothing, has the list for use offline as well, after this. */
const KEEP_AFTER_MS = 5_000;
/** Region and age of what is kept already. */
let keptOffline = '';

export function FindPage() {
  useLanguage();
  const packs = usePackState(store);
  const { step } = useFind();
  const list = useLate(loadList);
  const hasNewVersion = useUpkeep(packs, step === 'results' && list.part !== null);
  const { directory } = packs;
  const choose = (region: string) => {
    setFind({ region });
    store.choose(region);
  };
  return (
    <div className="find">
      {step === 'need' && <NeedStep />}
      {step !== 'need' && directory === null && (
        <>
          <BackButton onBack={() => setFind({ step: step === 'place' ? 'need' : 'place' })} />
          {packs.status === 'choose' ? (
            <RegionStep
              packs={packs.packs}
              onRegion={(region, place) => {
                choose(region);
                setFind(place === null ? { step: 'place' } : { place, step: 'results' });
              }}
            />
          ) : (
            <>
              <StepHeading>{t('place.heading')}</StepHeading>
              <NoList packs={packs} onRetry={store.load} />
            </>
          )}
        </>
      )}
      {step === 'place' && directory !== null && (
        <PlaceStep directory={directory} travel={packs.travel} packs={packs.packs} onRegion={choose} />
      )}
      {step === 'results' && directory !== null && (
        <>
          <BackButton onBack={() => setFind({ step: 'place', selected: null })} />
          <DataAge directory={directory} fetchedAt={packs.fetchedAt} kept={packs.kept} />
          {list.part === null ? (
            <NoList packs={list.failed ? LIST_FAILED : LIST_LOADING} onRetry={list.again} />
          ) : (
            <list.part.ServiceList packs={packs} directory={directory} />
          )}
        </>
      )}
      {step === 'need' && packs.status !== 'ready' && packs.status !== 'choose' && (
        <NoList packs={packs} onRetry={store.load} />
      )}
      {hasNewVersion && (
        <p className="notice" role="status">
          {t('data.version')}{' '}
          <button type="button" className="button" onClick={() => location.reload()}>
            {t('data.versionUse')}
          </button>
        </p>
      )}
      {step !== 'results' && directory !== null && (
        <DataAge directory={directory} fetchedAt={packs.fetchedAt} kept={packs.kept} />
      )}
      {directory !== null && <DataSources directory={directory} />}
    </div>
  );
}

/** Loads, loads again when it is due, keeps what was loaded; true once a newer version of the page took over. */
function useUpkeep({ status, directory, roads, fetchedAt }: PackState, isListShown: boolean): boolean {
  const [hasNewVersion, setNewVersion] = useState(false);
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible' && navigator.onLine) store.refresh(Date.now());
    };
    window.addEventListener('online', look);
    document.addEventListener('visibilitychange', look);
    const deaf = onNewVersion(() => (isUntouched() ? location.reload() : setNewVersion(true)));
    return () => {
      window.removeEventListener('online', look);
      document.removeEventListener('visibilitychange', look);
      deaf();
    };
  }, []);
  useEffect(() => {
    if (directory === null) return;
    exitTo(directory.rules.exitUrl);
    setFind({ region: directory.region });
  }, [directory]);
  const region = directory?.region;
  const isDone = status === 'ready' && roads !== 'loading';
  const isSaving = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
  useEffect(() => {
    if (region === undefined || !isDone) return;
    const addresses = [PACKS_PATH, directoryPath(region), ...(roads === 'none' ? [] : [travelPath(region)])];
    // Once for what is in use: asking again whenever a list is shown would tell the network when somebody looked.
    const keep = () => {
      const wanted = `${region} ${fetchedAt}`;
      if (keptOffline === wanted) return;
      keptOffline = wanted;
      idle()
        .then(() => keepOffline(addresses))
        .catch(() => {
          keptOffline = '';
        });
    };
    if (isListShown) {
      keep();
      return;
    }
    if (isSaving) return;
    const later = setTimeout(keep, KEEP_AFTER_MS);
    return () => clearTimeout(later);
  }, [region, fetchedAt, isDone, roads, isListShown, isSaving]);
  return hasNewVersion;
}
