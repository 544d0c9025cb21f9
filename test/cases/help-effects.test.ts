import { describe, expect, it } from '@jest/globals';
import { findHelp } from '../../src/cases/help-effects.js';
import { caseWorld } from '../support/case-world.js';

describe('findHelp', () => {
  it('finds the article in the conversation’s language, and none for what none answers', async () => {
    const world = await caseWorld();
    const { article } = await world.run('findHelp', { text: 'how do I set parental controls?', shown: [] });
    expect(article).toMatchObject({ id: 'parental-control', title: 'Control parental' });
    expect(await world.run('findHelp', { text: '¿quién ganó el partido?', shown: [] })).toEqual({ article: null });
    expect(await world.run('findHelp', { text: 'control parental', shown: ['parental-control'] })).toEqual({ article: null });
  });

  it('finds nothing where there are no articles', async () => {
    const world = await caseWorld();
    const { help: _, ...bare } = world;
    const context = await world.context('webchat:1', {}, 'call-1');
    expect(await findHelp(bare)({ text: 'control parental', shown: [] }, context)).toEqual({ article: null });
  });

  it('refuses what is no call of it', async () => {
    const world = await caseWorld();
    await expect(world.runRaw('findHelp', { text: 1 })).rejects.toMatchObject({ code: 'EFFECT_INPUT_INVALID' });
  });
});
