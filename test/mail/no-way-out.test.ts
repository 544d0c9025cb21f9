import { afterEach, describe, expect, it } from '@jest/globals';
import { type LetterSender, noSender } from '../../src/mail/letter-sender.js';
import { TestDesk } from '../support/desk.js';

const WHO = 'cuenta 100004, correo diego.paz@example.com, teléfono 2220000004';

let desk: TestDesk;
afterEach(() => desk.close());

describe('where no letter can leave', () => {
  it('a customer hears it before any code is asked for, and a person takes over', async () => {
    desk = await TestDesk.open({ sender: noSender });
    const talk = desk.talk();
    await talk.say(`cuánto debo? ${WHO}`);
    const keys = await talk.keys();
    expect(keys).toContain('verify-identity.cannotSend');
    expect(keys).not.toContain('verify-identity.askContact');
    expect(keys).not.toContain('inquiry.balance');
    expect((await talk.conversation()).folio).not.toBeNull();
    expect(await desk.store.letters(10)).toEqual([]);
  });
});

describe('where only e-mails leave', () => {
  it('no text message is offered', async () => {
    const sender: LetterSender = { ...noSender, ways: new Set(['email']), send: async () => undefined };
    desk = await TestDesk.open({ sender });
    const talk = desk.talk();
    await talk.say(`cuánto debo? ${WHO}`);
    const choices = (await talk.heard()).at(-1)?.choices.map(({ id }) => id);
    expect(choices).toEqual(['email', 'neither', 'person']);
    await talk.say('sí');
    expect(await talk.keys()).toEqual(['verify-identity.sent', 'verify-identity.askCode']);
    expect((await desk.store.letters(10)).map(({ kind }) => kind)).toEqual(['email']);
  });
});
