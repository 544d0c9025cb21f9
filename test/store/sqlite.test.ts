import { storeContract } from './contract.js';
import { sqliteRig } from './sqlite-rig.js';

storeContract('SQLite', sqliteRig);
