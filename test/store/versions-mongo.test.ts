import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { FORMAT } from '../../src/store/mongo/format.js';
import { outboundId } from '../../src/store/mongo/message-model.js';
import { openMongoStore } from '../../src/store/mongo/mongo-store.js';
import { describeWithMongo } from '../support/mongodb/find-server.js';
import { GOLDEN_NOW, GoldenDesk } from './golden/golden-desk.js';
import { type Documents, dumpDocuments, readDocuments, restoreDocuments, writeDocuments } from './golden/golden-documents.js';
import { demandSameShape, folderOf, IS_UPDATE, versionsOf } from './golden/golden-folder.js';
import { live } from './golden/golden-life.js';
import { fromLater, lostOf } from './golden/later-fields.js';
import { portImage, readImage, writeImage } from './golden/port-image.js';
import { shapeOf } from './golden/shape.js';
import { stepOn } from './golden/step-on.js';
import { MongoDatabase } from './mongo-rig.js';

jest.setTimeout(120_000);

const documentsIn = (version: number): string => join(folderOf('mongo', version), 'documents');
const imageIn = (version: number): string => join(folderOf('mongo', version), 'image.jsonl');

const LATE = GOLDEN_NOW + 3_600_000;

/** Ids that the lines which are still in sessions get when they are moved on. */
const linesOf = ({ conversations = [] }: Documents): ReadonlySet<string> =>
  new Set(conversations.flatMap(({ _id, lines }) => lines.map(({ seq }: { readonly seq: number }) => outboundId(String(_id), seq))));

describeWithMongo('the documents of a MongoDB database', (server) => {
  const database = new MongoDatabase(server);
  let written: Documents = {};

  beforeAll(async () => {
    const rig = await database.rig();
    await live(await GoldenDesk.open(rig.store, 'golden'));
    await rig.close();
    written = await dumpDocuments(await database.connection());
    if (!IS_UPDATE) return;
    writeDocuments(documentsIn(FORMAT.version), written);
    const store = await openMongoStore(database.url);
    writeImage(imageIn(FORMAT.version), await portImage(store));
    await store.close();
  });
  afterAll(() => database.drop());

  it('have the shape of the golden ones of their version', () => {
    expect(versionsOf('mongo').at(-1)).toBe(FORMAT.version);
    demandSameShape('Documents', FORMAT.version, shapeOf(readDocuments(documentsIn(FORMAT.version))), shapeOf(written));
  });

  it('all carry the version that has written them', () => {
    // The bytes of a file belong to its description.
    const { 'files.chunks': _, 'files.files': files = [], format, ...others } = written;
    expect(format).toEqual([{ _id: 'store', newest: FORMAT.version, oldest: FORMAT.beside }]);
    expect(files.map(({ metadata }) => metadata.format)).toEqual([FORMAT.version]);
    const stamps = Object.values(others).flatMap((all) => all.map((document) => document.format?.writer ?? document.format));
    expect(new Set(stamps)).toEqual(new Set([FORMAT.version]));
  });

  it('of the next release keep all that this one does not know of, whatever it does with them', async () => {
    const rig = await database.rig();
    await rig.close();
    const { format: _, ...golden } = readDocuments(documentsIn(FORMAT.version));
    const before = fromLater(golden, FORMAT.version + 1);
    const connection = await database.connection();
    await connection.db?.collection('format').deleteMany({});
    await restoreDocuments(connection, before);
    const store = await openMongoStore(rig.url);
    await stepOn(store, 'older');
    const [folio] = (await store.folios({ type: 'failure', limit: 1 })).items;
    if (!folio) throw new Error('there is no folio');
    await store.updateFolio('older', folio.number, { details: { older: true } }, 'bot', 'updated', LATE);
    await store.bookVisit('older', folio.number, { date: '2026-12-01', shift: 'morning', zone: 'sur' }, 9, LATE);
    await store.changeRecord('golden-record', GOLDEN_NOW, () => ({ record: { tries: 2 }, until: LATE, result: null }));
    await store.letterUnsent('golden-letter', LATE, 'busy');
    expect(Object.keys(folio)).not.toContain('later');
    expect(await store.verifyEvents()).toBeNull();
    await store.close();
    const after = await dumpDocuments(connection);
    expect(lostOf(before, after)).toEqual([]);
    const moved = (after.messages ?? []).filter(({ _id }) => linesOf(before).has(String(_id)));
    expect(moved.length).toBeGreaterThan(0);
    expect(moved.filter(({ later }) => !later)).toEqual([]);
    const { conversations = [] } = after;
    expect(conversations.map(({ format }) => format.newest)).toEqual(conversations.map(() => FORMAT.version + 1));
    expect(conversations.filter(({ format }) => format.writer === FORMAT.version)).not.toEqual([]);
  });

  describe.each(versionsOf('mongo'))('of version %d', (version) => {
    it('are read as they were meant, and gone on with', async () => {
      const rig = await database.rig();
      await rig.close();
      const connection = await database.connection();
      await connection.db?.collection('format').deleteMany({});
      await restoreDocuments(connection, readDocuments(documentsIn(version)));
      const store = await openMongoStore(rig.url);
      expect(await portImage(store)).toEqual(readImage(imageIn(version)));
      // Which procedures they are in is known of all, without a turn: to one that knows none, they are a newer program's.
      const ignorant = await openMongoStore(rig.url, { flows: new Map() });
      expect(await ignorant.load('visit')).toBeNull();
      await ignorant.close();
      await stepOn(store, `step-${version}`);
      expect(await store.verifyEvents()).toBeNull();
      expect(await store.ready()).toEqual({ ok: true, problem: null });
      await store.close();
      const { conversations = [] } = await dumpDocuments(connection);
      expect(conversations.map(({ format }) => format.writer)).toEqual(conversations.map(() => FORMAT.version));
      expect(conversations.every(({ flows }) => Array.isArray(flows))).toBe(true);
    });
  });
});
