import { flowVersions } from '../../flows/index.js';
import { openStore } from '../../src/store/open-store.js';
import { callPort } from './port-calls.js';

/** A program by itself, so that its traffic with the store can be recorded. */
const store = await openStore(process.env.STORE_URL ?? '', { alone: false, flows: flowVersions, warn: () => undefined });
await callPort(store);
await store.close();
process.exit(0);
