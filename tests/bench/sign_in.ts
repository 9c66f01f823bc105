// Sign-in on the real server: known against unknown address, and /healthz while two hundred sign in at once.
// Run: npx tsx tests/bench/sign_in.ts (embedded database), or with DATABASE_URL naming an empty database.
import { compareAddresses, healthDuring, startServer } from '../support/sign_in_load.ts';

const url = process.env['DATABASE_URL'] ?? null;
const server = await startServer(url, 20);
try {
  const { known, unknown, each } = await compareAddresses(server, 4);
  const ratio = (known / unknown).toFixed(3);
  console.log(
    `wrong password, median of ${each}: known ${known.toFixed(1)} ms, unknown ${unknown.toFixed(1)} ms, ratio ${ratio}`,
  );
  const { pings, p50, p99, statuses } = await healthDuring(server, 200);
  console.log(
    `200 sign-ins at once: /healthz p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms of ${pings}; answers ${JSON.stringify(statuses)}`,
  );
} finally {
  await server.stop();
}
