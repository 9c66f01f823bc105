// Which page stands at which address, and what all pages share: the query cache and the theme.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ApiProblem } from './api.ts';
import { ExplorePage } from './pages/explore/explore_page.tsx';
import { SessionPage } from './pages/session/session_page.tsx';
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

export function App() {
  const theme = useTheme();
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  return (
    <QueryClientProvider client={client}>
      {location.pathname === '/session' ? <SessionPage /> : <ExplorePage />}
    </QueryClientProvider>
  );
}
