/* SPDX-License-Identifier: Apache-2.0 */
/* Light, dark, or as the system has it: chosen by the reader, and kept where the browser keeps such things. */
'use strict';
(() => {
  const choice = document.querySelector('#theme');
  const select = choice.querySelector('select');
  const root = document.documentElement;
  const put = () => {
    if (select.value) root.dataset.theme = select.value;
    else delete root.dataset.theme;
  };
  try {
    select.value = localStorage.getItem('awsproof-theme') || '';
  } catch (error) { /* nothing is kept then */ }
  select.addEventListener('change', () => {
    put();
    try {
      localStorage.setItem('awsproof-theme', select.value);
    } catch (error) { /* nothing is kept then */ }
  });
  put();
  choice.hidden = false;
})();
