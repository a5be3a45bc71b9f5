// SPDX-License-Identifier: Apache-2.0
// action.yml, and the workflow that docs/CI.md shows, under GitHub's published schemas.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';

const { validateAction, validateWorkflow } = createRequire(process.env.PACKAGES + '/')('@action-validator/core');
const read = (path) => readFileSync(`${process.env.ROOT}/${path}`, 'utf8');
const action = read('action.yml');

test('action.yml is an action', () => {
    assert.deepEqual(validateAction(action).errors, []);
});

test('one with a mistake is none', () => {
    const mistakes = [[/shell: bash/, 'shel: bash'], [/using: composite/, 'using: compound'], [/runs:/, 'run:'],
        [/^description: .*$/m, ''], [/icon: shield/, 'icon: no-such-icon'], [/required: true/, 'required: perhaps']];
    for (const [from, to] of mistakes) {
        assert.match(action, from);
        assert.notEqual(validateAction(action.replace(from, to)).errors.length, 0, to);
    }
});

test('the workflow of docs/CI.md is a workflow', () => {
    const [, workflow] = read('docs/CI.md').match(/^## GitHub\n\n```yaml\n([^]*?)^```$/m);
    assert.deepEqual(validateWorkflow(workflow).errors, []);
    for (const [from, to] of [[/runs-on: .*/, ''], [/uses:/, 'use:'], [/security-events: write/, 'security-events: wrote']]) {
        assert.notEqual(validateWorkflow(workflow.replace(from, to)).errors.length, 0, to);
    }
});
