// The token of a link, taken out of the address before anything else happens: it stays in no history and no screenshot.

/** Read once when the page loads: React may mount twice, and the fragment is gone after the first look. */
export function takeToken(path: string): string | null {
  if (typeof location === 'undefined' || location.pathname !== path) return null;
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  history.replaceState(null, '', path);
  return token === '' ? null : token;
}

/** Other pages that /session hands on to: an invitation, and a sign-in that another service refused. */
export function onwardOf(hash: string): string | null {
  const fragment = new URLSearchParams(hash.slice(1));
  const invitation = fragment.get('invitation');
  if (invitation) return `/welcome#token=${encodeURIComponent(invitation)}`;
  return fragment.has('oidc') ? '/sign-in#oidc=refused' : null;
}
