import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { importAreas } from '../../../src/backoffice/import/areas-geojson.js';
import { importColonias } from '../../../src/backoffice/import/colonias-csv.js';
import { csvRows } from '../../../src/backoffice/import/csv-rows.js';
import { loadCoverage } from '../../../src/backoffice/import/load-coverage.js';

const wheres = (imported: ReturnType<typeof importColonias> | ReturnType<typeof importAreas>): readonly string[] =>
  imported.ok ? [] : imported.problems.map(({ where }) => where);

describe('a table', () => {
  const cells = (text: string) => csvRows(text).map((row) => row.cells);

  it.each([
    ['commas', 'a,b\n1,2'],
    ['semicolons and the line ends of Windows', 'a;b\r\n1;2\r\n'],
    ['tabs and a mark of its encoding', '\uFEFFa\tb\n\n1\t2'],
    ['quotes', '"a",b\n"1" , 2 '],
  ])('with %s', (_, text) => {
    expect(cells(text)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  it('keeps separators, quotes and line breaks in quotes, and counts lines as an editor does', () => {
    const rows = csvRows('a,b\n"x, ""y""\nz",2\n3,4');
    expect(rows).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['x, "y"\nz', '2'] },
      { line: 4, cells: ['3', '4'] },
    ]);
  });

  it('says where the quotes do not fit', () => {
    expect(() => csvRows('a,b\n1,"2')).toThrow(expect.objectContaining({ code: 'CSV_BROKEN', line: 2 }));
  });

  it('comes back as it was written, whatever is in its cells', () => {
    const cell = fc.string().map((text) => text.trim());
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1 });
    fc.assert(
      fc.property(table, (body) => {
        const rows = [['a', 'b', 'c'], ...body];
        const text = rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(',')).join('\n');
        expect(cells(text)).toEqual(rows.filter((row) => row.some((each) => each !== '')));
      }),
    );
  });
});

describe('a list of colonias', () => {
  const HEAD = 'Código Postal,Colonia,Cobertura,Zona,Nota,Otros nombres';

  it('is taken whole', () => {
    expect(importColonias(`${HEAD}\n72000,Centro,Sí,centro,,Centro Histórico / Zócalo\n1000,San Ángel,checar,,sin puertos,`)).toEqual({
      ok: true,
      items: [
        { postalCode: '72000', colonia: 'Centro', state: 'yes', zone: 'centro', note: null, aliases: ['Centro Histórico', 'Zócalo'] },
        { postalCode: '01000', colonia: 'San Ángel', state: 'check', zone: null, note: 'sin puertos', aliases: [] },
      ],
    });
  });

  it('needs three columns, in any order', () => {
    expect(importColonias('cobertura;colonia;cp\nplaneada;Oriente;72200')).toMatchObject({
      ok: true,
      items: [{ postalCode: '72200', colonia: 'Oriente', state: 'planned' }],
    });
  });

  it('is refused whole, with every bad row', () => {
    const bad = importColonias(`${HEAD}\n72000,Centro,sí\n7200a,Norte,sí\n72100,,no\n72100,Norte,quizá\n72000,CENTRO,no,,,,más`);
    expect(wheres(bad)).toEqual(['row 3', 'row 4', 'row 5', 'row 6']);
  });

  it('is refused when it says two things of one colonia', () => {
    expect(wheres(importColonias('cp,colonia,cobertura\n72000,Centro,sí\n72100,Norte,sí\n72000,céntro,no'))).toEqual(['row 4']);
  });

  it.each([
    ['', 'the file'],
    ['cp,colonia\n72000,Centro', 'row 1'],
    ['cp,colonia,cobertura\n', 'the file'],
    ['cp,colonia,cobertura\n72000,"Centro,sí', 'row 2'],
  ])('is refused: %j', (text, where) => {
    expect(wheres(importColonias(text))).toEqual([where]);
  });
});

describe('a map', () => {
  const box = [
    [-98.22, 19.03],
    [-98.19, 19.03, 2_135],
    [-98.19, 19.05],
    [-98.22, 19.03],
  ];
  const area = (properties: unknown, coordinates: unknown = [box], type = 'Polygon') => ({
    type: 'Feature',
    properties,
    geometry: { type, coordinates },
  });
  const map = (...features: readonly unknown[]): string => JSON.stringify({ type: 'FeatureCollection', features });

  it('is taken whole', () => {
    const corner = { latitude: 19.03, longitude: -98.22 };
    const ring = [corner, { latitude: 19.03, longitude: -98.19 }, { latitude: 19.05, longitude: -98.19 }, corner];
    expect(
      importAreas(
        map(area({ nombre: 'Centro', zona: 7 }), area({ cobertura: 'Planeada', nota: 'en 2027' }, [[box], [box]], 'MultiPolygon')),
      ),
    ).toEqual({
      ok: true,
      items: [
        { name: 'Centro', state: 'yes', zone: '7', note: null, polygons: [[ring]] },
        { name: 'feature 2', state: 'planned', zone: null, note: 'en 2027', polygons: [[ring], [ring]] },
      ],
    });
  });

  it('is refused whole, with every bad area', () => {
    const open = [...box.slice(0, 3), [-98.2, 19.04]];
    const features = [
      area({ name: 'good' }),
      area({ cobertura: 'quizá' }),
      area({}, [open]),
      area({}, [box.slice(0, 2)]),
      area({}, [19.03, -98.22], 'Point'),
      area({}, [box.map(([longitude, latitude]) => [latitude, longitude])]),
      'nothing',
    ];
    expect(wheres(importAreas(map(...features)))).toEqual([2, 3, 4, 5, 6, 7].map((number) => `feature ${number}`));
  });

  it.each(['', '{', '[]', '{"type":"Feature"}', map()])('is refused: %s', (text) => {
    expect(wheres(importAreas(text))).toEqual(['the file']);
  });
});

describe("the operator's files", () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'coverage-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

  it('are taken together, in the encoding of whoever wrote them', async () => {
    const list = write('list.csv', Buffer.from('cp,colonia,cobertura\n72000,Jardín,sí', 'latin1'));
    const more = write('more.CSV', 'cp,colonia,cobertura\n72100,Jardín,no');
    expect(await loadCoverage([list, more])).toMatchObject({
      areas: [],
      colonias: [
        { colonia: 'Jardín', state: 'yes' },
        { colonia: 'Jardín', state: 'no' },
      ],
    });
  });

  it('are refused together, and all that is wrong is said', async () => {
    const good = write('good.csv', 'cp,colonia,cobertura\n72000,Centro,sí');
    const bad = write('bad.csv', 'cp,colonia,cobertura\nx,Centro,sí\ny,Norte,no');
    const files = [good, bad, write('map.kml', '<kml/>'), write('map.geojson', '{'), join(folder, 'none.csv')];
    const failed = loadCoverage(files);
    await expect(failed).rejects.toMatchObject({ code: 'COVERAGE_INVALID' });
    const { problems } = (await failed.catch((error: unknown) => error)) as { problems: readonly string[] };
    expect(problems).toHaveLength(5);
    expect(problems.some((problem) => problem.startsWith(good))).toBe(false);
  });
});
