// What the door learned of a request and every route may read.
import type { Viewer } from '../../geodata/schema/roles.ts';

export interface Environment {
  Variables: {
    viewer: Viewer;
    organizationName: string;
    /** Token of the session in use; null for a visitor. */
    token: string | null;
  };
}
