import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { loadPolicy, PolicyInvalid, parsePolicy } from '../../src/cases/policy.js';
import { DEMO_POLICY_FILE, demoPolicy } from '../support/demo-policy.js';

type Raw = Record<string, unknown>;
const raw = async (): Promise<Raw> => parse(await readFile(DEMO_POLICY_FILE, 'utf8')) as Raw;

/** Problems of the demo's policy after a change. */
async function problemsOf(change: (policy: Raw) => unknown): Promise<readonly string[]> {
  const policy = await raw();
  change(policy);
  try {
    parsePolicy(stringify(policy), 'changed.yaml');
  } catch (error) {
    if (error instanceof PolicyInvalid) return error.problems;
    throw error;
  }
  return [];
}
const fields = (problems: readonly string[]): string[] => problems.map((problem) => problem.split(':')[0] ?? '');

describe('the demo policy', () => {
  it('has every parameter of the table', async () => {
    expect(await demoPolicy()).toMatchObject({
      repairDeadlineHours: 24,
      forceMajeureThresholdHours: 24,
      plannedOutageMaxHours: 24,
      providerFaultThresholdHours: 0,
      bonusRateOutage: 0.2,
      bonusRateUndueCharge: 0.2,
      undueChargeRefundBusinessDays: 5,
      bonusApplyBy: 'nextCutOff',
      visitDeadlineHours: 48,
      firstResponseHoursAsync: 24,
      writtenConfirmationBusinessDays: 5,
      terminationEffective: 'noticeReceived',
      equipmentPickupNaturalDays: 10,
      changeNoticeDays: 30,
      renewalNoticeNaturalDays: 5,
      suspensionGraceNaturalDays: 5,
      reconnectHours: 48,
      reconnectOnsiteHours: 72,
      reconnectFeeMax: 0.2,
      additionalServiceCancelNaturalDays: 5,
      arcoAnswerBusinessDays: 20,
      arcoEffectBusinessDays: 15,
      installDeadlineBusinessDays: 10,
    });
  });

  it('names the source of every parameter beside it', async () => {
    const lines = (await readFile(DEMO_POLICY_FILE, 'utf8')).split('\n');
    const parameters = lines.filter((line) => /^[a-zA-Z]+: [\d.]+|^[a-zA-Z]+: (nextCutOff|noticeReceived)/.test(line));
    expect(parameters.length).toBeGreaterThan(20);
    expect(parameters.filter((line) => !/# .*(\[[ABCDM]\]|procedure)/.test(line))).toEqual([]);
  });
});

describe('a bad policy', () => {
  it('fails with every problem at once, each with its field, what to write and what was found', async () => {
    const problems = await problemsOf((policy) => {
      delete policy.repairDeadlineHours;
      policy.bonusRateOutage = 20;
      policy.arcoAnswerBusinessDays = 'twenty';
      policy.repairDedlineHours = 24;
    });
    expect(fields(problems).sort()).toEqual(['arcoAnswerBusinessDays', 'bonusRateOutage', 'repairDeadlineHours', 'repairDedlineHours']);
    expect(problems.find((problem) => problem.startsWith('repairDeadlineHours'))).toContain('missing');
    expect(problems.find((problem) => problem.startsWith('bonusRateOutage'))).toContain('20');
    expect(problems.find((problem) => problem.startsWith('arcoAnswerBusinessDays'))).toContain('"twenty"');
  });

  const provider = (policy: Raw): Raw => policy.provider as Raw;
  const technicians = (policy: Raw): Raw[] => (policy.areas as { tecnica: { hours: Raw[] } }).tecnica.hours;
  const windows = (policy: Raw): Raw => policy.visitWindows as Raw;
  it.each<[string, (policy: Raw) => unknown]>([
    ['provider.timeZone', (policy) => Object.assign(provider(policy), { timeZone: 'America/Puebla' })],
    ['provider.noticeUrl', (policy) => Object.assign(provider(policy), { noticeUrl: 'javascript:alert(1)' })],
    ['provider.phone', (policy) => Object.assign(provider(policy), { phone: '222 000 0000' })],
    ['provider.email', (policy) => Object.assign(provider(policy), { email: 'nobody' })],
    ['provider.name', (policy) => Object.assign(provider(policy), { name: ' ' })],
    ['undueChargeRefundBusinessDays', (policy) => Object.assign(policy, { undueChargeRefundBusinessDays: 2.5 })],
    ['repairDeadlineHours', (policy) => Object.assign(policy, { repairDeadlineHours: -1 })],
    ['areas.tecnica.hours[0].from', (policy) => Object.assign(technicians(policy)[0] ?? {}, { from: '9:00' })],
    ['areas.tecnica.hours[0].to', (policy) => Object.assign(technicians(policy)[0] ?? {}, { to: '08:00' })],
    ['areas.tecnica.hours', (policy) => technicians(policy).push({ days: ['mon'], from: '18:00', to: '20:00' })],
    ['areas.tecnica.hours[0].days[0]', (policy) => Object.assign(technicians(policy)[0] ?? {}, { days: ['lunes'] })],
    ['areas.comercial', (policy) => delete (policy.areas as Raw).comercial],
    ['dueRules.failure', (policy) => Object.assign(policy.dueRules as Raw, { failure: 'bonusRateOutage' })],
    ['visitWindows.afternoon', (policy) => delete windows(policy).afternoon],
    ['visitWindows.morning', (policy) => Object.assign(windows(policy), { morning: [] })],
    ['visitCapacity.byZone.norte', (policy) => Object.assign((policy.visitCapacity as { byZone: Raw }).byZone, { norte: -1 })],
    ['holidays.extra[0].date', (policy) => Object.assign((policy.holidays as { extra: Raw[] }).extra[0] ?? {}, { date: '2027-02-30' })],
    ['businessDays', (policy) => Object.assign(policy, { businessDays: [] })],
  ])('tells that %s is wrong', async (field, change) => {
    expect(fields(await problemsOf(change))).toEqual([field]);
  });

  it('tells one shift twice on a day', async () => {
    const twice = [
      { days: ['mon'], from: '08:00', to: '10:00' },
      { days: ['mon', 'tue'], from: '11:00', to: '13:00' },
    ];
    expect(fields(await problemsOf((policy) => Object.assign(windows(policy), { morning: twice })))).toEqual(['visitWindows.morning']);
  });

  it('tells the line of what is not YAML', () => {
    expect(() => parsePolicy('provider:\n  name: "Red\n', 'broken.yaml')).toThrow(/broken\.yaml[\s\S]*line \d/);
  });

  it('tells an empty file and one that is not there', async () => {
    expect(() => parsePolicy('', 'empty.yaml')).toThrow(PolicyInvalid);
    await expect(loadPolicy('deploy/demo/no-such.yaml')).rejects.toThrow(/POLICY_FILE/);
  });
});
