import { afterAll, jest } from '@jest/globals';
import { describeWithMongo } from '../support/mongodb/find-server.js';
import { storeContract } from './contract.js';
import { MongoDatabase } from './mongo-rig.js';

// Thousands of folios and takeovers over the network, each durable.
jest.setTimeout(240_000);

describeWithMongo('a MongoDB server', (server) => {
  const database = new MongoDatabase(server);
  afterAll(() => database.drop());
  storeContract('MongoDB', () => database.rig());
});
