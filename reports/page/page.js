/* SPDX-License-Identifier: Apache-2.0 */
/* Brings the page to life: filters, folding, the case behind a cell; all of it kept in the fragment.
   Whatever comes from a testee becomes text nodes, and nothing else. */
'use strict';
(() => {
  const find = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const data = JSON.parse(find('#data').textContent);
  const table = find('#cases');
  const form = find('#controls');
  const dialog = find('#case');
  const failures = ['fail', 'crash', 'hang', 'protocol_error', 'flaky'];
  const unasked = ['unsupported', 'not_run', 'infrastructure'];

  const make = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.append(...children.flat());
    return made;
  };

  /* ---- texts that show what hides ---- */

  const hidden = new RegExp('[\\0-\\x08\\x0b-\\x1f\\x7f-\\x9f\\xad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e' +
    '\\u2060-\\u206f\\ud800-\\udfff\\ufeff\\ufff9-\\uffff\\u{e0000}-\\u{e007f}]', 'u');
  const odd = (text) => make('span', {class: 'odd'}, text);
  const shown = (text) => {
    const nodes = [];
    let plain = '';
    for (const character of text) {
      if (!hidden.test(character)) {
        plain += character;
        continue;
      }
      const code = character.codePointAt(0);
      const hex = code.toString(16);
      nodes.push(plain, odd(code < 0x80 ? '\\x' + hex.padStart(2, '0') : '\\u{' + hex + '}'));
      plain = '';
    }
    return [...nodes, plain];
  };

  const strict = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true});
  /* The character at the start of these bytes, and how many they are; '' for a byte that begins none. */
  const character = (bytes, at) => {
    for (let length = 1; length <= 4 && at + length <= bytes.length; length++) {
      try {
        return [strict.decode(bytes.subarray(at, at + length)), length];
      } catch (error) { /* longer, or none */ }
    }
    return ['', 1];
  };
  const asText = (bytes) => {
    const nodes = [];
    for (let at = 0; at < bytes.length;) {
      const [text, length] = character(bytes, at);
      const ends = at + 1 === bytes.length || bytes[at + 1] === 10 || bytes[at + 1] === 13;
      if (text === '') nodes.push(odd('\\x' + bytes[at].toString(16).padStart(2, '0')));
      else if (text === '\n') nodes.push(make('span', {class: 'line'}, '\\n'), '\n');
      else if (text === '\t') nodes.push(odd('\\t'), '\t');
      else if (text === '\r') nodes.push(odd('\\r'));
      else if (text === ' ' && ends) nodes.push(odd('\\x20'));
      else nodes.push(...shown(text));
      at += length;
    }
    return nodes;
  };
  const asHex = (bytes) => {
    const lines = [];
    for (let at = 0; at < bytes.length; at += 16) {
      const part = [...bytes.subarray(at, at + 16)];
      const hex = part.map((byte) => byte.toString(16).padStart(2, '0')).join(' ').padEnd(48);
      const plain = part.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
      lines.push(at.toString(16).padStart(8, '0') + '  ' + hex + '|' + plain + '|');
    }
    return lines.join('\n');
  };

  /* ---- the rows, as they stand in the table ---- */

  const rows = all('tr[data-case]', table).map((tr) => {
    const golden = data.cases[Number(tr.dataset.case)];
    const cells = [...tr.cells].slice(2).map((td) => {
      const detail = find('small', td);
      return {verdict: data.marks[td.firstChild.data], mark: td.firstChild.data, detail: detail ? detail.textContent : ''};
    });
    const words = [golden.id, golden.title, golden.why, ...golden.rules, ...golden.flags].join('\n').toLowerCase();
    return {tr, golden, cells, words, level: tr.cells[1].textContent};
  });
  const rowOf = new Map(rows.map((row) => [row.golden.id, row]));
  const groups = all('tbody', table).map((body) => ({
    body, id: body.dataset.rule, rows: rows.filter((row) => row.tr.parentNode === body), button: null, matches: null, isAlive: false,
  }));

  /* ---- the state, and the fragment that keeps it ---- */

  const names = ['q', 'level', 'flag', 'verdict', 'sdk', 'differ', 'fold', 'rule', 'case', 'at'];
  let state = {};
  const read = () => {
    const given = new URLSearchParams(location.hash.slice(1));
    state = Object.fromEntries(names.map((name) => [name, given.get(name) || '']));
  };
  const fragment = (of) => {
    const query = new URLSearchParams(names.filter((name) => of[name]).map((name) => [name, of[name]]));
    return '#' + query.toString().replaceAll('%2C', ',');
  };
  const keep = (isNew) => {
    const url = fragment(state) === '#' ? location.pathname + location.search : fragment(state);
    history[isNew ? 'pushState' : 'replaceState'](null, '', url);
  };
  const chosen = () => {
    const keys = state.sdk.split(',');
    const some = data.testees.map((testee, at) => at).filter((at) => keys.includes(data.testees[at].key));
    return some.length > 0 ? some : data.testees.map((testee, at) => at);
  };
  const isFiltered = () => ['q', 'level', 'flag', 'verdict', 'differ'].some((name) => state[name]);

  /* ---- filters and folding ---- */

  const says = (cell, verdict) => cell.verdict === verdict || (verdict === 'failure' && failures.includes(cell.verdict)) ||
    (failures.includes(cell.verdict) && cell.detail === verdict);
  const differ = (row, columns) => new Set(columns.map((at) => row.cells[at]).filter((cell) => !unasked.includes(cell.verdict))
    .map((cell) => cell.mark + ' ' + cell.detail)).size > 1;
  const fits = (row, columns) => (!state.level || row.level === state.level) &&
    (!state.flag || row.golden.flags.includes(state.flag)) &&
    state.q.toLowerCase().split(/\s+/).every((word) => row.words.includes(word)) &&
    (!state.verdict || columns.some((at) => says(row.cells[at], state.verdict))) &&
    (!state.differ || differ(row, columns));

  const isOpen = (group) => {
    const base = state.fold ? state.fold === 'none' : isFiltered();
    return base !== state.rule.split(',').includes(group.id);
  };

  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [sheet];
  const showColumns = (columns) => {
    const away = data.testees.map((testee, at) => at).filter((at) => !columns.includes(at));
    sheet.replaceSync(away.map((at) => '#cases tr:not(.group) > :nth-child(' + (at + 3) + ') { display: none; }').join('\n'));
  };

  /* Cells get their links when their group is first unfolded. Tab goes to one of them, arrows to the others. */
  const enliven = (group) => {
    group.isAlive = true;
    group.rows.forEach(({tr, golden}) => [...tr.cells].forEach((cell, at) => {
      if (at === 1) return;
      const link = find('a', cell) || make('a');
      if (!link.isConnected) {
        link.append(...(at === 0 ? [cell.firstChild] : [...cell.childNodes]));
        cell.prepend(link);
      }
      link.href = fragment({case: golden.id, at: at > 1 ? data.testees[at - 2].key : ''});
      link.tabIndex = -1;
    }));
  };
  let current = null;
  const makeCurrent = (link) => {
    if (current) current.tabIndex = -1;
    current = link;
    if (link) link.tabIndex = 0;
  };

  const apply = () => {
    const columns = chosen();
    let count = 0;
    showColumns(columns);
    groups.forEach((group) => {
      const open = isOpen(group);
      if (open && !group.isAlive) enliven(group);
      let matches = 0;
      group.rows.forEach((row) => {
        const isFit = fits(row, columns);
        matches += isFit;
        row.tr.hidden = !(isFit && open);
      });
      group.body.hidden = matches === 0;
      group.button.setAttribute('aria-expanded', String(open));
      group.matches.textContent = isFiltered() ? ' (' + matches + ' of ' + group.rows.length + ')' : '';
      count += matches;
    });
    find('#count').textContent = count === rows.length ? rows.length + ' cases' : count + ' of ' + rows.length + ' cases';
    if (!current || !current.checkVisibility()) makeCurrent(find('tr[data-case]:not([hidden]) a', table));
    showState(columns);
  };
  const showState = (columns) => {
    ['q', 'level', 'flag', 'verdict'].forEach((name) => {
      if (form.elements[name].value !== state[name]) form.elements[name].value = state[name];
    });
    form.elements.differ.checked = state.differ !== '';
    all('#sdks input').forEach((box, at) => { box.checked = columns.includes(at); });
  };

  /* ---- the case behind a cell ---- */

  const link = (text, href) => make('a', {href, rel: 'noreferrer'}, text);
  const place = (text, href) => (href ? link(shown(text), href) : shown(text));
  const part = (title, ...content) => [make('h3', {}, title), ...content];
  const box = (label, content, kind = '') => make('pre', {tabindex: '0', role: 'region', 'aria-label': label, class: kind}, content);
  const source = (text) => make('li', {}, /^https:\/\/[\x21-\x7e]+$/.test(text) ? link(text, text) : shown(text));
  const clause = (id) => {
    const told = all('[data-clause]').find((li) => li.dataset.clause === id);
    return make('li', {}, told ? told.textContent : shown(id));
  };

  const copyButton = (text, from, attributes) => {
    const told = make('span', {role: 'status'});
    const button = make('button', {type: 'button', ...attributes}, 'Copy');
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(text);
        told.textContent = 'copied';
      } catch (error) {
        getSelection().selectAllChildren(from);
        told.textContent = document.execCommand('copy') ? 'copied' : 'marked: copy it by hand';
      }
    });
    return [button, told];
  };

  const inputPart = (golden) => {
    const bytes = Uint8Array.from(golden.input, (one) => one.charCodeAt(0));
    const cut = bytes.length < golden.bytes ? ', of which the first ' + bytes.length + ' are here' : '';
    return part('Input: ' + golden.bytes + ' bytes' + cut, box('Input as text', asText(bytes)),
      make('details', {}, make('summary', {}, 'as hex'), box('Input as hex', asHex(bytes), 'hex')));
  };

  const columnsPart = (row, at) => make('ul', {class: 'columns'}, row.cells.map((cell, other) => {
    const look = failures.includes(cell.verdict) ? 'b' : cell.verdict === 'pass' ? 'p' : 'n';
    const button = make('button', {type: 'button', class: look, 'aria-pressed': String(other === at)},
      shown(data.testees[other].key), make('small', {}, cell.mark + ' ' + cell.detail));
    button.addEventListener('click', () => {
      state.at = data.testees[other].key;
      keep(false);
      showCase();
      all('.columns button', dialog)[other].focus();
    });
    return make('li', {}, button);
  }));

  const testeePart = (row, at) => {
    const testee = data.testees[at];
    const cell = row.cells[at];
    const [breaks, finding, ...numbers] = row.golden.cells[at] || ['', -1, 0, 0, 0, 0, 0];
    const [reason, path, difference, got, errors, replay] = numbers.map((number) => data.texts[number]);
    const content = [make('h3', {}, shown(testee.key + ' ' + testee.version + ': '),
      cell.mark + (cell.detail ? ' ' + cell.detail : '') + (breaks ? ', breaks ' + breaks : ''))];
    if (reason) content.push(make('p', {}, shown(reason)));
    if (finding >= 0) {
      content.push(make('p', {}, 'Finding: ', place(testee.findings[finding].title, testee.findings[finding].href)));
    }
    const want = data.texts[row.golden.want];
    content.push(make('div', {class: 'pair'},
      make('div', {}, part('Expected', box('Expected', shown(want)))),
      make('div', {}, part('Got', box('Got', got ? shown(got) : cell.verdict === 'pass' ? 'what was expected, or the alternative above' : 'nothing')))));
    if (difference) content.push(...part('First difference', box('First difference', shown((path ? 'at ' + path + ': ' : '') + difference))));
    if (errors) content.push(...part('Standard error, the last of it', box('Standard error', shown(errors))));
    if ((replay || testee.replay) && cell.verdict !== 'unsupported') {
      const line = replay || testee.replay + ' ' + row.golden.id;
      const text = box('Replay line', shown(line));
      text.id = 'replay';
      content.push(...part('Replay, from the folder where the run began', make('div', {class: 'replay'}, text, make('div', {}, copyButton(line, text, {id: 'copy'})))));
    }
    return content;
  };

  /* The decoder that was asked for; else the first of those chosen that fails. */
  const testeeOf = (row) => {
    const asked = data.testees.findIndex((testee) => testee.key === state.at);
    const failing = chosen().find((at) => failures.includes(row.cells[at].verdict));
    return asked >= 0 ? asked : failing === undefined ? chosen()[0] : failing;
  };

  const showCase = () => {
    const row = rowOf.get(state.case);
    const golden = row.golden;
    const at = testeeOf(row);
    const close = make('button', {type: 'button', id: 'close'}, 'Close');
    close.addEventListener('click', () => dialog.close());
    dialog.replaceChildren(
      make('div', {class: 'bar'}, make('h2', {id: 'case-title', tabindex: '-1'}, shown(golden.id)), close),
      make('div', {class: 'inside'},
        make('p', {}, make('b', {}, shown(golden.title)), ' (' + row.level + ')'),
        part('Why', make('p', {}, shown(golden.why))),
        columnsPart(row, at), testeePart(row, at), inputPart(golden),
        part('Rules', make('ul', {}, golden.rules.map(clause))),
        part('Sources', make('ul', {}, golden.sources.map((number) => source(data.texts[number])))),
        part('What goes wrong', make('p', {}, shown(golden.flags.join(', ')))),
        part('Case file', make('p', {}, place(golden.file + ':' + golden.line, golden.href)))));
  };

  const followCase = () => {
    if (!rowOf.has(state.case)) {
      if (dialog.open) dialog.close();
      return;
    }
    showCase();
    if (!dialog.open) {
      dialog.showModal();
      find('#case-title').focus();
      dialog.scrollTop = 0;
    }
  };
  /* The browser goes back to the link that opened it. Where none did, the row is shown and has the focus. */
  dialog.addEventListener('close', () => {
    const row = rowOf.get(state.case);
    state.case = state.at = '';
    keep(false);
    const here = document.activeElement;
    if (row && (here === document.body || dialog.contains(here))) {
      const group = groups.find((one) => one.body === row.tr.parentNode);
      if (!isOpen(group)) toggle(group);
      const target = find('a', row.tr);
      makeCurrent(target);
      target.focus();
    }
  });
  dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });

  /* ---- what the reader does ---- */

  const change = (changes) => {
    Object.assign(state, changes);
    keep(false);
    apply();
  };
  const toggle = (group) => {
    const open = state.rule ? state.rule.split(',') : [];
    change({rule: (open.includes(group.id) ? open.filter((id) => id !== group.id) : [...open, group.id]).join(',')});
  };
  const follow = () => {
    read();
    apply();
    followCase();
  };
  const goTo = (target) => {
    const isDetails = target.tagName === 'DETAILS';
    if (isDetails) target.open = true;
    else target.tabIndex = -1;
    target.scrollIntoView();
    (isDetails ? find('summary', target) : target).focus({preventScroll: true});
  };

  document.addEventListener('click', (event) => {
    const anchor = event.target.closest('a[href^="#"]');
    if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    const name = anchor.getAttribute('href').slice(1);
    const target = document.getElementById(name);
    if (target) {
      goTo(target);
      return;
    }
    const given = new URLSearchParams(name);
    if (given.get('case')) {
      anchor.focus();
      Object.assign(state, {case: given.get('case'), at: given.get('at') || ''});
      keep(true);
      followCase();
      return;
    }
    history.pushState(null, '', anchor.getAttribute('href'));
    follow();
    goTo(find('#matrix'));
  });

  const isOn = (cell) => find('a', cell) !== null && cell.checkVisibility();
  const step = (line, way) => {
    for (let next = line[way]; next; next = next[way]) if (isOn(next)) return find('a', next);
    return null;
  };
  const below = (cell, by) => {
    const lines = rows.map((row) => row.tr).filter((tr) => !tr.hidden && !tr.parentNode.hidden);
    const line = lines[lines.indexOf(cell.parentNode) + by];
    return line ? find('a', line.cells[cell.cellIndex]) : null;
  };
  table.addEventListener('keydown', (event) => {
    const cell = event.target.closest('tr[data-case] > *');
    if (!cell || event.target.tagName !== 'A' || event.altKey || event.ctrlKey || event.metaKey) return;
    const ends = [...cell.parentNode.cells].filter(isOn);
    const moves = {
      ArrowRight: () => step(cell, 'nextElementSibling'),
      ArrowLeft: () => step(cell, 'previousElementSibling'),
      ArrowDown: () => below(cell, 1),
      ArrowUp: () => below(cell, -1),
      Home: () => find('a', ends[0]),
      End: () => find('a', ends[ends.length - 1]),
    };
    if (!moves[event.key]) return;
    event.preventDefault();
    const next = moves[event.key]();
    if (next) next.focus();
  });
  table.addEventListener('focusin', (event) => { if (event.target.closest('tr[data-case]')) makeCurrent(event.target); });

  /* ---- once, at the start ---- */

  const option = (value, text) => make('option', {value}, text);
  const counted = (values) => {
    const counts = new Map();
    values.forEach((value) => counts.set(value, (counts.get(value) || 0) + 1));
    return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  };
  const optionsOf = (values) => counted(values).map(([value, count]) => option(value, [...shown(value), ' (' + count + ')']));
  const offer = () => {
    const cells = rows.flatMap((row) => row.cells);
    form.elements.flag.append(...optionsOf(rows.flatMap((row) => row.golden.flags)));
    form.elements.verdict.append(option('failure', 'any failure'),
      make('optgroup', {label: 'Verdict'}, optionsOf(cells.map((cell) => cell.verdict))),
      make('optgroup', {label: 'Class of failure'},
        optionsOf(cells.filter((cell) => cell.verdict === 'fail' && cell.detail).map((cell) => cell.detail))));
    find('#sdks').append(...data.testees.map((testee) => make('label', {}, make('input', {type: 'checkbox', value: testee.key}),
      ' ', ...shown(testee.key))));
    data.testees.forEach((testee, at) => find('#breaks-' + at).append(make('p', {},
      make('a', {href: fragment({sdk: testee.key, verdict: 'failure'})}, 'All its failures, case by case'))));
    all('a[data-case]').forEach((anchor) => {
      anchor.href = fragment({case: data.cases[Number(anchor.dataset.case)].id, at: data.testees[Number(anchor.dataset.at)].key});
    });
  };
  const listen = () => {
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('input', () => {
      const boxes = all('#sdks input');
      const keys = boxes.filter((one) => one.checked).map((one) => one.value);
      const {q, level, flag, verdict, differ: only} = form.elements;
      change({q: q.value, level: level.value, flag: flag.value, verdict: verdict.value, differ: only.checked ? '1' : '',
        sdk: keys.length === boxes.length ? '' : keys.join(',')});
    });
    form.addEventListener('reset', (event) => {
      event.preventDefault();
      change(Object.fromEntries(names.map((name) => [name, ''])));
    });
    find('#unfold').addEventListener('click', () => change({fold: 'none', rule: ''}));
    find('#fold').addEventListener('click', () => change({fold: 'all', rule: ''}));
    groups.forEach((group) => group.button.addEventListener('click', () => toggle(group)));
    addEventListener('popstate', follow);
    addEventListener('hashchange', follow);
  };
  /* The lines that stand in the list of defects. */
  const copyable = (line) => {
    const about = find('a[data-case]', line.parentNode);
    const label = 'Copy the line of ' + shown(about.textContent).map((part) => part.textContent || part).join('');
    line.after(...copyButton(line.textContent, line, {class: 'copy', 'aria-label': label}));
  };
  const foldable = (group) => {
    const label = find('.fold', group.body);
    group.matches = make('span');
    group.button = make('button', {type: 'button', class: 'fold'}, ...label.childNodes, group.matches);
    label.replaceWith(group.button);
  };
  groups.forEach(foldable);
  all('#breaks code.line').forEach(copyable);
  offer();
  listen();
  form.hidden = false;
  all('.of-many').forEach((part) => { part.hidden = data.testees.length === 1; });
  const aim = document.getElementById(location.hash.slice(1));
  follow();
  if (aim && aim.tagName === 'DETAILS') goTo(aim);
})();
