// Snapshots of what a visibility class may see, each built once and shared until its noun is written to. Knows no SQL,
// no HTTP and no role: a key and a way to build come from outside.

import type { TileAddress } from '../../geodata/formats/web_mercator.ts';
import type { Noun } from '../../geodata/schema/dataset.ts';
import type { Bbox } from '../../geodata/schema/geometry.ts';
import type { Outbox } from './outbox.ts';

export interface Snapshot {
  /**
   * A digest of the content and of nothing else. A rebuild that finds the same content has the same id, so that a
   * write to something the viewer may not see changes neither bytes nor ETag.
   */
  readonly id: string;
  readonly byteLength: number;
  /** Where there is anything; null = nowhere. */
  readonly bounds: Bbox | null;
  /** Whether making tiles has made it grow so far that a fresh one should take its place. */
  isWorn(): boolean;
  /** The tile, no bytes when it is empty. The bytes are good until the next call. */
  tile(address: TileAddress): Uint8Array;
}

export interface Wanted {
  /** Says everything that a build depends on: who shares a key shares a snapshot. */
  readonly key: string;
  readonly organizationId: string;
  readonly noun: Noun;
  /** Whether a write to a record hidden from the public makes it old. */
  readonly hiddenToo: boolean;
}

export interface SnapshotRequest extends Wanted {
  readonly build: () => Promise<Snapshot>;
}

interface Entry {
  /** What the outbox said when the build began reading; Infinity while it waits its turn. */
  version: number;
  readonly snapshot: Promise<Snapshot>;
  built: Snapshot | null;
  isBeingReplaced: boolean;
}

/** Keeps the snapshots used last, up to a number of bytes. */
export class SnapshotStore {
  private readonly outbox: Pick<Outbox, 'version'>;
  private readonly maxBytes: number;
  private readonly entries = new Map<string, Entry>();

  constructor(outbox: Pick<Outbox, 'version'>, maxBytes: number) {
    this.outbox = outbox;
    this.maxBytes = maxBytes;
  }

  /** The snapshot, when it is there and nothing is to be done for it: the way of nearly every request. */
  ready({ key, organizationId, noun, hiddenToo }: Wanted): Snapshot | null {
    const found = this.entries.get(key);
    if (found === undefined || found.built === null || found.built.isWorn()) return null;
    if (found.version < this.outbox.version(organizationId, noun, hiddenToo)) return null;
    this.entries.delete(key);
    this.entries.set(key, found);
    return found.built;
  }

  /**
   * A snapshot that holds every write heard of before the call. One build runs per key at a time; whoever comes during
   * a build that began too early waits, with all others like it, for one next build.
   */
  get(request: SnapshotRequest): Snapshot | Promise<Snapshot> {
    const found = this.entries.get(request.key);
    const version = this.outbox.version(request.organizationId, request.noun, request.hiddenToo);
    if (found === undefined || found.version < version) return this.renew(request, found);
    this.entries.delete(request.key);
    this.entries.set(request.key, found);
    if (found.built?.isWorn() === true && !found.isBeingReplaced) void this.replace(request, found);
    return found.built ?? found.snapshot;
  }

  /** A worn snapshot is too large, not wrong: it serves until the fresh one is there. */
  private async replace(request: SnapshotRequest, worn: Entry): Promise<void> {
    worn.isBeingReplaced = true;
    const version = this.outbox.version(request.organizationId, request.noun, request.hiddenToo);
    try {
      const built = await request.build();
      const fresh = { version, snapshot: Promise.resolve(built), built, isBeingReplaced: false };
      if (this.entries.get(request.key) === worn) this.entries.set(request.key, fresh);
    } catch {
      worn.isBeingReplaced = false; // The next request tries again; this one was served.
    }
  }

  private renew(request: SnapshotRequest, previous: Entry | undefined): Promise<Snapshot> {
    const running = previous === undefined || previous.built !== null ? null : previous.snapshot.catch(() => null);
    const snapshot = this.start(request, running, () => entry);
    const entry: Entry = { version: Number.POSITIVE_INFINITY, snapshot, built: null, isBeingReplaced: false };
    this.entries.delete(request.key);
    this.entries.set(request.key, entry);
    return snapshot;
  }

  private async start(request: SnapshotRequest, running: Promise<unknown> | null, own: () => Entry): Promise<Snapshot> {
    await running; // Even of null: the entry exists after this line.
    const entry = own();
    entry.version = this.outbox.version(request.organizationId, request.noun, request.hiddenToo);
    try {
      const snapshot = await request.build();
      entry.built = snapshot;
      this.evict(request.key);
      return snapshot;
    } catch (error) {
      // Never the old one instead: it may show what has just been hidden.
      if (this.entries.get(request.key) === entry) this.entries.delete(request.key);
      throw error;
    }
  }

  /** Lets go of what was used longest ago, never of what was just built. */
  private evict(keep: string): void {
    let bytes = 0;
    for (const { built } of this.entries.values()) bytes += built?.byteLength ?? 0;
    for (const [key, { built }] of this.entries) {
      if (bytes <= this.maxBytes) return;
      if (key === keep || built === null) continue;
      bytes -= built.byteLength;
      this.entries.delete(key);
    }
  }
}
