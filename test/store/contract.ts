import { afterEach, beforeEach, describe } from '@jest/globals';
import type { Store } from '../../src/store/store.js';
import { acceptContract } from './contract/accept.js';
import { callsContract } from './contract/calls.js';
import { claimsContract } from './contract/claims.js';
import { filesContract } from './contract/files.js';
import type { World } from './contract/fixtures.js';
import { folioClocksContract } from './contract/folio-clocks.js';
import { foliosContract } from './contract/folios.js';
import { lettersContract } from './contract/letters.js';
import { outboxContract } from './contract/outbox.js';
import { ownershipContract } from './contract/ownership.js';
import { ownershipRacesContract } from './contract/ownership-races.js';
import { readingContract } from './contract/reading.js';
import { recordsContract } from './contract/records.js';
import { timersContract } from './contract/timers.js';
import { turnsContract } from './contract/turns.js';
import { visitsContract } from './contract/visits.js';

/** An empty store for one test. `reopen` closes it and opens what it left, as a restart does; `close` also clears up. */
export interface Rig {
  readonly store: Store;
  reopen(): Promise<Store>;
  close(): Promise<void>;
}

/** What every store must do, whatever it is made of. Each test gets a store of its own. */
export function storeContract(name: string, makeStore: () => Promise<Rig>): void {
  describe(`${name} keeps the store contract`, () => {
    let rig: Rig;
    let store: Store;
    beforeEach(async () => {
      rig = await makeStore();
      store = rig.store;
    });
    afterEach(() => rig.close());
    const world: World = {
      get store() {
        return store;
      },
      reopen: async () => {
        store = await rig.reopen();
        return store;
      },
    };
    for (const suite of SUITES) suite(world);
  });
}

const SUITES = [
  acceptContract,
  turnsContract,
  claimsContract,
  ownershipContract,
  ownershipRacesContract,
  outboxContract,
  timersContract,
  callsContract,
  foliosContract,
  folioClocksContract,
  visitsContract,
  filesContract,
  recordsContract,
  lettersContract,
  readingContract,
];
