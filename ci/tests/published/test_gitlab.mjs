// SPDX-License-Identifier: Apache-2.0
// The GitLab template under GitLab's published schema, and its job run by gitlab-ci-local.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { after, before, test } from 'node:test';

const { AWSPROOF_BUILT: awsproof, PACKAGES: packages, ROOT: root } = process.env;
const KINDS = ['badge.json', 'html', 'jsonl', 'junit.xml', 'md', 'sarif', 'txt'];
const template = readFileSync(`${root}/ci/gitlab.yml`, 'utf8');
const folder = mkdtempSync(`${tmpdir()}/awsproof-ci-`);

function run(command, words, cwd) {
    const done = spawnSync(command, words, { cwd, encoding: 'utf8', timeout: 120000,
        env: { ...process.env, HOME: folder, GIT_AUTHOR_NAME: 't', GIT_AUTHOR_EMAIL: 't@example.com',
            GIT_COMMITTER_NAME: 't', GIT_COMMITTER_EMAIL: 't@example.com' } });
    assert.equal(done.error, undefined);
    return { status: done.status, said: done.stdout + done.stderr };
}

function commit(path) {
    for (const words of [['init', '-q', '-b', 'main'], ['add', '-A'], ['commit', '-q', '-m', 'all']]) {
        assert.equal(run('git', words, path).status, 0);
    }
}

// runJob(INPUTS): a project of its own includes the template with these inputs, and runs its one job
function runJob(inputs, text = template) {
    const project = mkdtempSync(`${folder}/project-`);
    writeFileSync(`${project}/gitlab.yml`, text);
    // JSON is YAML.
    writeFileSync(`${project}/.gitlab-ci.yml`, JSON.stringify({ include: [{ local: 'gitlab.yml', inputs }] }));
    commit(project);
    run('git', ['remote', 'add', 'origin', 'git@gitlab.example.com:group/project.git'], project);
    const done = run(process.execPath, [`${packages}/node_modules/.bin/gitlab-ci-local`, '--force-shell-executor', 'awsproof'], project);
    const kept = `${project}/.gitlab-ci-local/artifacts/awsproof/awsproof-reports`;
    return { ...done, project, kept: existsSync(kept) ? readdirSync(kept).sort() : [],
        head: () => JSON.parse(readFileSync(`${kept}/awsproof.jsonl`, 'utf8').split('\n')[0]) };
}

before(() => {
    mkdirSync(`${folder}/source/ci`, { recursive: true });
    cpSync(`${root}/ci/check-testee`, `${folder}/source/ci/check-testee`);
    commit(`${folder}/source`);
});
after(() => rmSync(folder, { recursive: true }));

const inputs = { source: `${folder}/source`, awsproof, cases: 'header-* depth-*' };

test('a testee that passes leaves every report, and its command arrives byte for byte', () => {
    const testee = `  ${awsproof} testee # 'a" $HOME $(touch PWNED) \`touch PWNED\` {{ |2- é %s`;
    const done = runJob({ ...inputs, testee });
    assert.equal(done.status, 0, done.said);
    assert.match(done.said, /json schema validated/);
    assert.deepEqual(done.kept, KINDS.map((kind) => `awsproof.${kind}`));
    assert.equal(done.head().testee.command, testee);
    assert.equal(existsSync(`${done.project}/PWNED`), false);
});

test('a testee that fails fails the job, and leaves every report', () => {
    const done = runJob({ ...inputs, testee: `${root}/conformance/tests/plain_testee.py 0`, jobs: 2, level: 'should' });
    assert.equal(done.status, 1, done.said);
    assert.match(done.said, /FAIL 1/);
    assert.deepEqual(done.kept, KINDS.map((kind) => `awsproof.${kind}`));
    assert.equal(done.head().jobs, 2);
});

test('inputs that GitLab would refuse are refused, and so is a template with a mistake', () => {
    for (const wrong of [{ level: 'most' }, { jobs: 'two' }, { unheard: 'x', testee: undefined }]) {
        const done = runJob({ ...inputs, testee: 'x', ...wrong });
        assert.notEqual(done.status, 0, done.said);
        assert.match(done.said, /invalid|input/i);
        assert.deepEqual(done.kept, []);
    }
    for (const [from, to] of [['when: always', 'when: sometimes'], ['  script:', '  scripts:'], ['expose_as', 'expose_at']]) {
        const done = runJob({ ...inputs, testee: 'x' }, template.replace(from, to));
        assert.notEqual(done.status, 0, done.said);
        assert.deepEqual(done.kept, [], done.said);
    }
});
