/* SPDX-License-Identifier: Apache-2.0 */
/* Opens the trends of the decoder that the address asks for: #trends=NAME, or #trends-N. */
'use strict';
(() => {
  const parts = [...document.querySelectorAll('.trend')];
  const asked = () => {
    const hash = location.hash.slice(1);
    const name = new URLSearchParams(hash).get('trends');
    return parts.find((part) => part.id === hash || part.dataset.name === name);
  };
  const follow = () => {
    const part = asked();
    if (!part) return;
    part.open = true;
    part.scrollIntoView();
    part.querySelector('summary').focus({preventScroll: true});
  };

  /* An open part is in the address, so that it can be sent to somebody; filters and a case go first. */
  const keep = (part) => {
    const hash = location.hash.slice(1);
    const isOurs = hash === '' || parts.includes(document.getElementById(hash)) || new URLSearchParams(hash).has('trends');
    if (!isOurs || part.open === (asked() === part)) return;
    const fragment = '#' + new URLSearchParams({trends: part.dataset.name});
    history.replaceState(null, '', part.open ? fragment : location.pathname + location.search);
  };
  parts.forEach((part) => part.querySelector('summary').addEventListener('click', () => setTimeout(() => keep(part))));

  follow();
  addEventListener('hashchange', follow);
})();
