// What the door learned of a request and every route may read.
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Database } from '../db/database.ts';
import type { SignedIn } from './sessions.ts';

export interface Environment {
  Variables: {
    viewer: Viewer;
    /** The database as this viewer meets it: with the grants of the role's login and the rows of its organization. */
    database: Database;
    organizationName: string;
    /** Token of the session in use; null for a visitor. */
    token: string | null;
    /** What else is known of who signed in; null for a visitor. */
    session: SignedIn | null;
  };
}
