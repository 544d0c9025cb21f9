import { loadPolicy, type Policy } from '../../src/cases/policy.js';

export const DEMO_POLICY_FILE = 'deploy/demo/policy.yaml';

export const demoPolicy = (): Promise<Policy> => loadPolicy(DEMO_POLICY_FILE);
