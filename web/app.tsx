// Which page stands at which address, and what all pages share: the query cache and the theme. The map is the page that
// everybody opens; every other comes with its code, wording and styles when it is asked for.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ComponentType, lazy, Suspense, useEffect } from 'react';
import { ApiProblem } from './api.ts';
import { ExplorePage } from './pages/explore/explore_page.tsx';
import { useTheme } from './state/theme.ts';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      refetchOnWindowFocus: false,
      // A refusal stays a refusal; only silence and faults are worth a second try.
      retry: (count, error) =>
        count < 1 && (!(error instanceof ApiProblem) || error.status === 0 || error.status >= 500),
      retryDelay: 800,
    },
  },
});

const page = (load: () => Promise<ComponentType>) => lazy(async () => ({ default: await load() }));
const PAGES: Readonly<Record<string, ComponentType>> = {
  '/access': page(async () => (await import('./pages/access/access_page.tsx')).AccessPage),
  '/account': page(async () => (await import('./pages/account/account_page.tsx')).AccountPage),
  '/accounts': page(async () => (await import('./pages/accounts/accounts_page.tsx')).AccountsPage),
  '/alerts': page(async () => (await import('./pages/alerts/alerts_page.tsx')).AlertsPage),
  '/hotspots': page(async () => (await import('./pages/hotspots/hotspots_page.tsx')).HotspotsPage),
  '/inbox': page(async () => (await import('./pages/inbox/inbox_page.tsx')).InboxPage),
  '/operations': page(async () => (await import('./pages/operations/operations_page.tsx')).OperationsPage),
  '/patrols': page(async () => (await import('./pages/patrols/patrols_page.tsx')).PatrolsPage),
  '/referrals': page(async () => (await import('./pages/referrals/referrals_page.tsx')).ReferralsPage),
  '/session': page(async () => (await import('./pages/session/session_page.tsx')).SessionPage),
  '/sign-in': page(async () => (await import('./pages/sign_in/sign_in_page.tsx')).SignInPage),
  '/steward': page(async () => (await import('./pages/steward/steward_page.tsx')).StewardPage),
  '/warning': page(async () => (await import('./pages/warning/warning_page.tsx')).WarningPage),
  '/zones': page(async () => (await import('./pages/zones/zones_page.tsx')).ZonesPage),
  '/welcome': page(async () => (await import('./pages/sign_in/welcome_page.tsx')).WelcomePage),
};

export function App() {
  const theme = useTheme();
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  const Page = PAGES[location.pathname] ?? ExplorePage;
  return (
    <QueryClientProvider client={client}>
      <Suspense fallback={null}>
        <Page />
      </Suspense>
    </QueryClientProvider>
  );
}
