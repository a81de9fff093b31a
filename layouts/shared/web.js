"use strict";
// What the page does beyond showing itself: search, addresses to copy, the section being read. Without it all else works.
(() => {
  const $ = (id) => document.getElementById(id);
  const main = $("_text");
  const words = document.body.dataset;
  const digits = Array.from(words.digits);
  const number = (n) => String(n).replace(/\d/g, (d) => digits[d]);
  const filled = (phrase, values) => phrase.replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);

  // --- one spelling of what is typed in many ways, for the text and for what is looked for ---

  const SAME = {
    ي: "ی", ى: "ی", ې: "ی", ك: "ک", ڪ: "ک", ة: "ه", ە: "ه", ہ: "ه", ھ: "ه", ۃ: "ه", "،": ",", "؛": ";", "؟": "?",
    ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ı: "i", ς: "σ",
    "‘": "'", "’": "'", "‚": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "\u0640": "",
  };
  const letters = [];
  function letter(code) {
    const known = letters[code];
    if (known !== undefined) return known;
    const parts = Array.from(String.fromCharCode(code).normalize("NFKD").toLowerCase().normalize("NFD"));
    return (letters[code] = parts.map(plain).join(""));
  }
  function plain(sign) {
    if (/\s/.test(sign)) return " ";
    if (/[\p{M}\p{Cf}]/u.test(sign)) return "";
    if (/[\u0660-\u0669\u06f0-\u06f9]/.test(sign)) return String(sign.charCodeAt(0) & 15);
    return SAME[sign] ?? sign;
  }
  const arabic = (sign) => sign >= "\u0600" && sign <= "\u08ff";

  // Between letters of Arabic script spaces do not count: they stand where a joiner may, or nothing. `state` goes on from text to text.
  function fold(text, state, places) {
    let out = "";
    for (let i = 0; i < text.length; i++) {
      for (const sign of letter(text.charCodeAt(i))) {
        if (sign === " ") {
          state.space = true;
          continue;
        }
        if (state.space && state.last && !arabic(state.last) && !arabic(sign)) {
          out += " ";
          places?.push(i);
        }
        state.space = false;
        state.last = sign;
        out += sign;
        places?.push(i);
      }
    }
    return out;
  }

  // --- the whole text, folded, with where each piece of it begins ---

  const BLOCKS = /^(?:P|H[1-6]|LI|T[DHR]|D[DT]|FIGCAPTION|CAPTION|PRE|DIV|SECTION|BLOCKQUOTE|ASIDE|HEADER)$/;
  const PASSED = "a.call, a.sign, .entry-folio";
  let book;
  function gathered() {
    if (book) return book;
    const nodes = [], starts = [], states = [];
    const parts = [];
    const state = { last: "", space: false };
    let length = 0;
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
      node.nodeType === 1 && node.matches(PASSED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === 3) {
        const before = { ...state };
        const text = fold(node.data, state);
        if (!text) continue;
        nodes.push(node), starts.push(length), states.push(before), parts.push(text);
        length += text.length;
      } else if (BLOCKS.test(node.tagName) && length) {
        Object.assign(state, { last: "", space: false });
        if (parts.at(-1) !== "\n") parts.push("\n"), length++;
      } else if (node.tagName === "BR") state.space = true;
    }
    return (book = { text: parts.join(""), nodes, starts, states });
  }

  function spot(index, end) {
    let low = 0, high = book.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (book.starts[middle] <= index) low = middle;
      else high = middle - 1;
    }
    const node = book.nodes[low];
    const places = [];
    fold(node.data, { ...book.states[low] }, places);
    let offset = places[index - book.starts[low]] ?? 0;
    if (end) do offset++; while (offset < node.length && !letter(node.data.charCodeAt(offset)));
    return [node, offset];
  }

  function rangeAt(index, length) {
    const range = new Range();
    range.setStart(...spot(index, false));
    range.setEnd(...spot(index + length - 1, true));
    return range;
  }

  function placesOf(query) {
    const { text } = gathered();
    const found = [];
    for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + query.length)) found.push(at);
    return found;
  }

  // --- search ---

  const panel = $("_search"), query = $("_query"), list = $("_hits"), more = $("_more"), opener = $("_open");
  const SHOWN = 60, COLOURED = 3000;
  let hits = [], wanted = "", back = null;
  const colour = (name, ranges) => {
    if (window.Highlight) CSS.highlights.set(name, new Highlight(...ranges));
  };

  function look() {
    const folded = fold(query.value, { last: "", space: false });
    if (folded !== wanted) find(folded);
    $("_found").dataset.of = query.value;
  }
  function find(folded) {
    wanted = folded;
    hits = wanted ? placesOf(wanted) : [];
    list.replaceChildren();
    colour("here", []);
    colour("found", hits.slice(0, COLOURED).map((at) => rangeAt(at, wanted.length)));
    $("_found").textContent = !wanted ? "" : hits.length ? filled(words.found, { n: number(hits.length) }) : words.nothing;
    show();
  }
  function show() {
    const from = list.children.length;
    list.append(...hits.slice(from, from + SHOWN).map((at) => result(at)));
    more.hidden = list.children.length >= hits.length;
  }
  function result(at) {
    const range = rangeAt(at, wanted.length);
    const block = range.startContainer.parentElement.closest("p, li, td, th, dt, dd, figcaption, caption, pre, h1, h2, h3, h4, h5, h6, aside, div");
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = "#" + addressOf(range.startContainer);
    const sided = block.closest("[dir]"), spoken = block.closest("[lang]");
    item.dir = sided.dir;
    item.lang = spoken.lang;
    const mark = document.createElement("mark");
    mark.textContent = range.toString();
    link.append(around(block, range, true), mark, around(block, range, false), place(block, range));
    link.addEventListener("click", (event) => (event.preventDefault(), go(range, link)));
    item.append(link);
    return item;
  }
  function around(block, range, before) {
    const side = new Range();
    side.selectNodeContents(block);
    if (before) side.setEnd(range.startContainer, range.startOffset);
    else side.setStart(range.endContainer, range.endOffset);
    const shown = side.cloneContents();
    for (const one of shown.querySelectorAll(`${PASSED}, .pin`)) one.remove();
    for (const one of shown.querySelectorAll("br, p, li, td, th, dt, dd")) one.before(" ");
    const text = shown.textContent.replace(/\s+/g, " ");
    if (before) return text.length > 46 ? "…" + text.slice(-44).replace(/^\S*\s/, "") : text;
    return text.length > 76 ? text.slice(0, 74).replace(/\s\S*$/, "") + "…" : text;
  }
  function place(block, range) {
    const where = document.createElement("small");
    const heading = block.closest(".part")?.querySelector("h1");
    const page = pageOf(range.startContainer);
    where.textContent = [heading?.textContent, page && filled(words.page, { n: page })].filter(Boolean).join(" · ");
    return where;
  }
  const marks = Array.from(main.querySelectorAll("[role~=doc-pagebreak]"));
  function pageOf(node) {
    let low = 0, high = marks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (marks[middle].compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) low = middle + 1;
      else high = middle;
    }
    return low ? marks[low - 1].getAttribute("aria-label") : "";
  }
  const addressOf = (node) => node.parentElement.closest("main [id]")?.id ?? "_text";

  function go(range, link) {
    const small = matchMedia("(max-width: 48rem)").matches;
    list.querySelector("[aria-current]")?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    if (small) close();
    const target = range.startContainer.parentElement;
    history.pushState(null, "", link.href);
    target.scrollIntoView({ block: "center" });
    // A chapter out of sight is laid out only now: then its lines are where they stay.
    requestAnimationFrame(() => {
      const box = range.getBoundingClientRect();
      scrollBy(0, box.top - innerHeight / 2);
    });
    if (window.Highlight) colour("here", [range]);
    else getSelection().removeAllRanges(), getSelection().addRange(range);
  }
  function open() {
    back = document.activeElement;
    panel.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    query.focus();
    query.select();
  }
  function close() {
    panel.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    if (panel.contains(document.activeElement) || document.activeElement === document.body) (back ?? opener).focus({ preventScroll: true });
  }
  let waiting;
  query.addEventListener("input", () => (clearTimeout(waiting), (waiting = setTimeout(look, 120))));
  opener.addEventListener("click", () => (panel.hidden ? open() : close()));
  $("_close").addEventListener("click", close);
  more.addEventListener("click", show);
  panel.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    look();
    const links = Array.from(list.querySelectorAll("a"));
    links[(links.findIndex((link) => link.ariaCurrent) + 1) % links.length]?.click();
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return close();
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const links = Array.from(list.querySelectorAll("a"));
    const now = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    event.preventDefault();
    if (now >= links.length) more.hidden || more.focus();
    else (links[now] ?? query).focus();
  });
  const shortcut = $("_keys").querySelector("input");
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=radio], [type=checkbox]), textarea");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && shortcut.checked) event.preventDefault(), open();
  });
  opener.hidden = $("_keys").hidden = false;

  // --- addresses ---

  const said = $("_said");
  let fading;
  function tell(...content) {
    clearTimeout(fading);
    said.replaceChildren(...content);
  }
  async function copy(id) {
    // Of a file on a disk its name is the address: where it lies is nobody's business.
    const base = location.protocol === "file:" ? decodeURIComponent(location.pathname.split("/").pop()) : location.href.split("#")[0];
    const address = `${base}#${id}`;
    history.replaceState(null, "", "#" + id);
    try {
      await navigator.clipboard.writeText(address);
      tell(filled(words.copied, { address }));
      fading = setTimeout(() => said.replaceChildren(), 5000);
    } catch {
      const field = document.createElement("input");
      Object.assign(field, { value: address, readOnly: true, dir: "ltr" });
      field.setAttribute("aria-label", words.copy);
      field.addEventListener("blur", () => said.replaceChildren());
      tell(words.copy, field);
      field.select();
    }
  }

  const PASSAGES = ":is(p, h1, h2, h3, h4, h5, h6, figure, pre, .verse, div.note, table)[id]";
  const pin = document.createElement("button");
  Object.assign(pin, { type: "button", className: "pin", title: words.pin });
  let pinned = null;
  function attach(passage) {
    if (!passage || passage === pinned) return;
    pinned = passage;
    pin.setAttribute("aria-label", `${words.pin}: ${passage.textContent.trim().slice(0, 40)}`);
    if (passage.tagName === "TABLE") passage.before(pin);
    else passage.prepend(pin);
  }
  pin.addEventListener("click", (event) => (event.stopPropagation(), copy(pinned.id)));
  pin.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const all = Array.from(main.querySelectorAll(PASSAGES));
    event.preventDefault();
    attach(all[all.indexOf(pinned) + (event.key === "ArrowDown" ? 1 : -1)]);
    pinned.scrollIntoView({ block: "nearest" });
    pin.focus({ preventScroll: true });
  });
  main.addEventListener("pointerover", (event) => attach(event.target.closest(PASSAGES)));
  main.addEventListener("click", (event) => event.target.matches("[role~=doc-pagebreak]") && copy(event.target.parentElement.id));
  function arrive() {
    const target = location.hash && $(decodeURIComponent(location.hash.slice(1)));
    attach(target?.closest?.(PASSAGES) ?? target?.querySelector?.(PASSAGES) ?? (pinned ? null : main.querySelector(PASSAGES)));
  }
  addEventListener("hashchange", arrive);
  arrive();

  // --- the section being read ---

  const side = $("_side");
  const entries = new Map();
  for (const link of side.querySelectorAll("nav:not(.pages) a")) entries.set(decodeURIComponent(link.hash.slice(1)), link);
  let current = null, queued = false;
  function mark() {
    queued = false;
    const line = innerHeight / 3;
    const part = Array.from(main.children).findLast((one) => one.getBoundingClientRect().top <= line);
    if (!part) return;
    let id = part.querySelector("section[id]")?.id ?? "";
    for (const heading of part.querySelectorAll(":is(h2, h3)[id]"))
      if (entries.has(heading.id) && heading.getBoundingClientRect().top <= line) id = heading.id;
    const link = entries.get(id);
    if (link === current || !link) return;
    current?.removeAttribute("aria-current");
    current = link;
    link.setAttribute("aria-current", "location");
    const top = link.offsetTop - side.scrollTop;
    if (top < 0 || top > side.clientHeight - 60) side.scrollTop = link.offsetTop - side.clientHeight / 3;
  }
  addEventListener("scroll", () => queued || (queued = true, requestAnimationFrame(mark)), { passive: true });
  requestAnimationFrame(mark);
  side.addEventListener("click", (event) => {
    if (event.target.closest("a") && side.matches(":popover-open")) side.hidePopover();
  });
})();
