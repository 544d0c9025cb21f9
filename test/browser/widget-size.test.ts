import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';

describe('the widget’s script', () => {
  const script = readFileSync('dist/widget.js');

  it('is at most 30 KB gzipped', () => {
    expect(gzipSync(script).length).toBeLessThanOrEqual(30 * 1024);
  });

  it('has no way to make HTML or code of a text, and needs no cookie', () => {
    expect(script.toString()).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|\.cookie/);
  });
});
