/* 一本账: the ledger in the browser. Opens the columns of ledger.js and items.js, finds rows by words and counts
   facets. No page is touched here, so that it can be measured alone. Texts are compared folded: NFKC, lower case. */
(function () {
  "use strict";
  var ybz = window.ybz = window.ybz || {};
  /* How well a word fits, by the best place it is found in; rows are listed by the sum over all words. */
  var WEIGHT = { equal: 9, begin: 7, name: 6, key: 4, letters: 4, item: 3, word: 2, summary: 1 };
  /* Weights of exact hits are so many times as large as those through a standard term; rows in which every word is
     found as it was typed come before all others. */
  var EXACT = 16;
  var FIRST = 1024;
  var BLOCK = 5000;
  var KEPT = 48;

  function fold(text) {
    return String(text).normalize("NFKC").toLowerCase();
  }

  ybz.fold = fold;
  ybz.DEFAULT_STATE = "在用";
  ybz.words = function (text) {
    return Array.from(new Set(fold(text).split(/\s+/).filter(Boolean)));
  };

  /* The folded text with the place in the original that each of its characters comes from. */
  function mapped(text) {
    var folded = "", places = [], at = 0;
    Array.from(text).forEach(function (char) {
      var part = fold(char);
      for (var k = 0; k < part.length; k++) places.push(at);
      folded += part;
      at += char.length;
    });
    places.push(text.length);
    return { text: folded, places: places };
  }

  /* The parts [from, to) of a text that hold one of the words, in order, none touching another. */
  ybz.hits = function (text, words) {
    if (!words.length || !text) return [];
    var found = [], folded = mapped(text);
    words.forEach(function (word) {
      for (var at = folded.text.indexOf(word); at >= 0; at = folded.text.indexOf(word, at + word.length)) {
        found.push([folded.places[at], folded.places[at + word.length]]);
      }
    });
    return merged(found);
  };

  function merged(found) {
    found.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; });
    var whole = [];
    found.forEach(function (part) {
      var last = whole[whole.length - 1];
      if (part[1] <= part[0]) part[1] = part[0] + 1;
      if (last && part[0] <= last[1]) last[1] = Math.max(last[1], part[1]);
      else whole.push(part);
    });
    return whole;
  }

  /* Where the letters of a word stand for characters of a name; initials leave out what is no letter or digit. */
  ybz.letterHits = function (name, initials, words) {
    var folded = mapped(name), places = [];
    for (var k = 0; k < folded.text.length; k++) {
      if (/[\p{L}\p{N}]/u.test(folded.text[k])) places.push(folded.places[k]);
    }
    if (places.length !== initials.length) return [];
    var found = [];
    words.forEach(function (word) {
      var at = isLetters(word) ? initials.indexOf(word) : -1;
      if (at >= 0) found.push([places[at], places[at + word.length - 1] + 1]);
    });
    return merged(found);
  };

  function isLetters(word) {
    return /^[a-z][a-z0-9]+$/.test(word);
  }

  /* A column of texts, folded piece by piece. */
  function Column(texts) {
    this.texts = texts;
    this.blocks = [];
  }

  Object.defineProperty(Column.prototype, "ready", { get: function () { return this.blocks.length * BLOCK >= this.texts.length; } });

  Column.prototype.step = function () {
    var from = this.blocks.length * BLOCK;
    var text = fold(this.texts.slice(from, from + BLOCK).join("\n"));
    var starts = new Int32Array(Math.min(BLOCK, this.texts.length - from));
    for (var row = 1, at = text.indexOf("\n"); at >= 0 && row < starts.length; row++, at = text.indexOf("\n", at + 1)) {
      starts[row] = at + 1;
    }
    this.blocks.push({ from: from, text: text, starts: starts });
  };

  /* Calls found(row, at, start, end) for the first place of the word in every row that has it. */
  Column.prototype.scan = function (word, found) {
    while (!this.ready) this.step();
    this.blocks.forEach(function (block) {
      var starts = block.starts, last = starts.length - 1, row = 0;
      for (var at = block.text.indexOf(word); at >= 0; at = block.text.indexOf(word, starts[row])) {
        while (row < last && starts[row + 1] <= at) row++;
        found(block.from + row, at - starts[row], row === last ? block.text.length - starts[row] : starts[row + 1] - starts[row] - 1);
        if (row === last) return;
        row++;
      }
    });
  };

  function lines(text, count) {
    return count ? text.split("\n") : [];
  }

  /* The ledger: rows are numbers from 0; `words` of a column are what its numbers stand for. */
  ybz.open = function (data) {
    var count = data.count;
    var ledger = { count: count, data: data, about: data.about, labels: data.labels, looks: data.looks, items: null };
    var texts = {}, columns = {}, cache = new Map(), places = null;
    ["name", "code", "summary", "keywords", "aliases", "initials", "letters"].forEach(function (key) {
      texts[key] = new Column(lines(data.texts[key], count));
    });
    Object.keys(data.columns).forEach(function (key) { columns[key] = Int32Array.from(data.columns[key]); });
    ledger.columns = columns;

    ledger.text = function (key, row) { return texts[key].texts[row]; };
    ledger.word = function (key, row) {
      var found = data.words[key][columns[key][row]];
      return key === "department" ? found[0] : key === "library" ? found.join("、") : found;
    };
    ledger.department = function (row) {
      var found = data.words.department[columns.department[row]];
      return { id: found[0], url: found[1], region: found[2] };
    };
    ledger.url = function (row) {
      return "c/" + (data.pages[row] || texts.code.texts[row].replace("/", "-")) + ".html";
    };
    ledger.find = function (code) {
      return texts.code.texts.indexOf(code);
    };

    /* A bit of folding; true when there is no more to do. */
    ledger.prepare = function () {
      return ["name", "initials", "letters", "code", "keywords", "aliases", "summary"].every(function (key) {
        if (!texts[key].ready) texts[key].step();
        return texts[key].ready;
      });
    };

    ledger.addItems = function (given) {
      var names = given.names.split("\n"), lists = given.lists.map(function (list) { return Int32Array.from(list); });
      ledger.items = {
        data: given, names: names, lists: lists, rows: Int32Array.from(given.rows), kinds: given.kinds,
        column: new Column(names), letters: new Column(given.initials.split("\n"))
      };
      cache.clear();
    };

    /* The items of a row: name, its number, and form ("字符型（18）"). */
    ledger.itemsOf = function (row) {
      var items = ledger.items;
      return Array.from(items.lists[items.rows[row]], function (kind) {
        var place = items.kinds[0][kind];
        return { name: items.names[place], place: place, form: ledger.form(items.kinds[1][kind]) };
      });
    };
    ledger.form = function (number) {
      var form = ledger.items.data.forms[number], word = ledger.items.data.types[form[0]] || form[0];
      return form[1] ? word + "（" + form[1] + "）" : word;
    };

    /* A word in everyday terms as groups of alternatives that are all to be found ("低保名单": 低保 or 最低生活保障, and
       名单); null for a word without such terms. Standard terms in it are left as they are. */
    var synonyms = data.synonyms || {}, known = Object.keys(synonyms), longest = 0, standard = new Set(), readings = new Map();
    known.forEach(function (word) {
      longest = Math.max(longest, word.length);
      synonyms[word].forEach(function (term) {
        longest = Math.max(longest, term.length);
        standard.add(term);
      });
    });
    ledger.alike = function (word) {
      if (!readings.has(word)) {
        if (readings.size > 200) readings.clear();
        readings.set(word, groups(word));
      }
      return readings.get(word);
    };

    function groups(word) {
      var found = [], plain = "", everyday = false, at = 0;
      function close() {
        if (plain) found.push([plain]);
        plain = "";
      }
      if (standard.has(word)) return null;
      while (at < word.length) {
        var part = "";
        for (var length = Math.min(longest, word.length - at); length > 1 && !part; length--) {
          var piece = word.substr(at, length);
          if (standard.has(piece) || Object.prototype.hasOwnProperty.call(synonyms, piece)) part = piece;
        }
        if (part && !standard.has(part)) {
          close();
          everyday = true;
          found.push([part].concat(synonyms[part]));
        } else plain += part || word[at];
        at += part ? part.length : 1;
      }
      close();
      return everyday && found.length < 5 ? found : null;
    }

    /* What is said of it: [everyday word, standard terms] for each. */
    ledger.alsoBy = function (words) {
      return [].concat.apply([], words.map(function (word) {
        return (ledger.alike(word) || []).filter(function (group) { return group.length > 1; }).map(function (group) { return [group[0], group.slice(1)]; });
      }));
    };

    /* The words a row was really found by: the standard terms it holds where the word itself is not in it. */
    ledger.foundBy = function (row, words) {
      if (!words.some(ledger.alike)) return words;
      return Array.from(new Set([].concat.apply([], words.map(function (word) {
        var alike = ledger.alike(word);
        if (!alike || weigh(word)[row]) return [word];
        return [].concat.apply([], alike.map(function (group) { return group.filter(function (term) { return weigh(term)[row]; }); }));
      }))));
    };

    /* How well a word fits each row through standard terms: the least of its groups, the best in each; null without. */
    function weighAlike(word) {
      var alike = ledger.alike(word), least = alike && new Uint8Array(count).fill(EXACT - 1);
      (alike || []).forEach(function (group) {
        var terms = group.map(weigh);
        for (var row = 0; row < count; row++) {
          var best = 0;
          for (var k = 0; k < terms.length; k++) if (terms[k][row] > best) best = terms[k][row];
          if (best < least[row]) least[row] = best;
        }
      });
      return least;
    }

    /* Names that share most pairs of letters with the words, best first: [number, score]. */
    function nearest(column, names, wanted) {
      var shared = new Uint8Array(names.length), found = [];
      wanted.forEach(function (pair) { column.scan(pair, function (row) { shared[row]++; }); });
      for (var row = 0; row < shared.length; row++) {
        if (shared[row]) found.push([row, 2 * shared[row] / (wanted.length + Math.max(names[row].length - 1, 1))]);
      }
      return found.sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; });
    }

    /* When nothing is found: names of catalogs and of items that are nearest, [{name, row}] and [{name}]. */
    ledger.nearest = function (words, number) {
      var pairs = new Set();
      words.concat.apply(words, [].concat.apply([], words.map(function (word) { return ledger.alike(word) || []; }))).forEach(function (word) {
        for (var k = 0; k + 1 < Math.min(word.length, 30); k++) pairs.add(word.substr(k, 2));
      });
      function best(column, keep) {
        var said = new Set(), found = [];
        nearest(column, column.texts, Array.from(pairs)).some(function (each) {
          var name = column.texts[each[0]];
          if (!said.has(name) && keep(each[0])) found.push({ name: name, row: each[0] });
          said.add(name);
          return found.length >= number || said.size > 50;
        });
        return found;
      }
      return {
        catalogs: best(texts.name, function (row) { return ledger.word("state", row) === ybz.DEFAULT_STATE; }),
        items: ledger.items ? best(ledger.items.column, function () { return true; }) : []
      };
    };

    function flaggedNames(word) {
      var items = ledger.items, flags = new Uint8Array(items.names.length);
      items.column.scan(word, function (name) { flags[name] = 1; });
      if (isLetters(word) && word.length > 2) items.letters.scan(word, function (name) { flags[name] = 1; });
      return flags;
    }

    /* Marks the rows of which an item is flagged. */
    function heldBy(flags, mark) {
      var items = ledger.items, kinds = items.kinds[0];
      var held = new Uint8Array(items.lists.length), flagged = Uint8Array.from(kinds, function (name) { return flags[name]; });
      for (var at = 0; at < held.length; at++) {
        var list = items.lists[at];
        for (var k = 0; k < list.length; k++) if (flagged[list[k]]) { held[at] = 1; break; }
      }
      for (var row = 0; row < count; row++) if (held[items.rows[row]]) mark(row);
    }

    ledger.rowsWithItem = function (names) {
      var wanted = new Set(names), hit = new Uint8Array(count);
      if (!ledger.items) return hit;
      heldBy(Uint8Array.from(ledger.items.names, function (name) { return wanted.has(name) ? 1 : 0; }), function (row) { hit[row] = 1; });
      return hit;
    };

    /* Departments, domains and libraries that hold the word: their rows. */
    function wordRows(word, raise) {
      places = places || {
        department: data.words.department.map(function (each) { return fold(each[0]) + "\n" + each[3]; }),
        domain: data.words.domain.map(fold),
        library: data.words.library.map(function (each) { return fold(each.join("\n")); })
      };
      Object.keys(places).forEach(function (key) {
        var flags = places[key].map(function (text) { return text.includes(word); });
        if (!flags.includes(true)) return;
        for (var row = 0; row < count; row++) if (flags[columns[key][row]]) raise(row, WEIGHT.word);
      });
    }

    /* How well one word fits each row; 0 where it does not. */
    function weigh(word) {
      var found = cache.get(word);
      if (found) return found;
      found = new Uint8Array(count);
      function raise(row, weight) { if (found[row] < weight) found[row] = weight; }
      texts.summary.scan(word, function (row) { found[row] = WEIGHT.summary; });
      wordRows(word, raise);
      if (ledger.items) heldBy(flaggedNames(word), function (row) { raise(row, WEIGHT.item); });
      ["code", "keywords", "aliases"].forEach(function (key) {
        texts[key].scan(word, function (row) { raise(row, WEIGHT.key); });
      });
      if (isLetters(word)) {
        texts.initials.scan(word, function (row) { raise(row, WEIGHT.letters); });
        texts.letters.scan(word, function (row) { raise(row, WEIGHT.letters); });
      }
      texts.name.scan(word, function (row, at, length) {
        raise(row, at ? WEIGHT.name : length === word.length ? WEIGHT.equal : WEIGHT.begin);
      });
      if (cache.size >= KEPT) cache.delete(cache.keys().next().value);
      cache.set(word, found);
      return found;
    }

    /* The sum of the weights of all words, 0 where one is missing; null when there are no words. */
    ledger.match = function (words) {
      if (!words.length) return null;
      var each = words.map(weigh), less = words.map(weighAlike), sums = new Uint16Array(count);
      for (var row = 0; row < count; row++) {
        var sum = 0, exact = true;
        for (var k = 0; k < each.length; k++) {
          var weight = each[k][row], least = weight || !less[k] ? 0 : less[k][row];
          if (!weight && !least) { sum = 0; break; }
          sum += weight * EXACT + least;
          if (!weight) exact = false;
        }
        sums[row] = sum && exact ? sum + FIRST : sum;
      }
      return sums;
    };

    /* The parts of an item's name that fit the words, as letters too. */
    ledger.itemHits = function (place, words, least) {
      var name = ledger.items.names[place], parts = ybz.hits(name, words);
      if (parts.length || !words.length) return parts;
      return ybz.letterHits(name, ledger.items.letters.texts[place], words.filter(function (word) { return word.length >= (least || 3); }));
    };

    /* Why a row was found, for what its name does not show: [label, text, words to mark, parts if known] for each reason. */
    ledger.reasons = function (row, given) {
      var words = ledger.foundBy(row, given), name = fold(texts.name.texts[row]), left = words.filter(function (word) { return !name.includes(word); });
      var reasons = [];
      function take(label, text) {
        var folded = fold(text);
        var here = left.filter(function (word) { return folded.includes(word); });
        if (!here.length) return;
        left = left.filter(function (word) { return !here.includes(word); });
        reasons.push([label, text, here]);
      }
      if (!left.length) return reasons;
      take("代码", texts.code.texts[row]);
      left = left.filter(function (word) { return !(isLetters(word) && texts.initials.texts[row].includes(word)); });
      take("别名", texts.aliases.texts[row]);
      texts.aliases.texts[row].split("、").forEach(function (alias, place) {
        var letters = texts.letters.texts[row].split(" ")[place] || "";
        var here = left.filter(function (word) { return isLetters(word) && letters.includes(word); });
        if (here.length) reasons.push(["别名", alias, here, ybz.letterHits(alias, letters, here)]);
        left = left.filter(function (word) { return !here.includes(word); });
      });
      take("关键字", texts.keywords.texts[row]);
      if (left.length && ledger.items) {
        var found = heldItems(row, left);
        if (found.text) reasons.push(["数据项", found.text, found.words, found.parts]);
        left = left.filter(function (word) { return !found.words.includes(word); });
      }
      ["department", "domain", "library"].forEach(function (key) {
        take({ department: "部门", domain: "领域", library: "基础/主题库" }[key], ledger.word(key, row));
      });
      left = left.filter(function (word) { return !data.words.department[columns.department[row]][3].includes(word); });
      take("摘要", texts.summary.texts[row]);
      return reasons;
    };
    /* The items of a row that fit some of the words, as one text with the parts to mark. */
    function heldItems(row, words) {
      var items = ledger.items, found = { text: "", parts: [], words: [] }, seen = new Set();
      items.lists[items.rows[row]].forEach(function (kind) {
        var place = items.kinds[0][kind], here = words.filter(function (word) { return flagged(word)[place]; });
        if (!here.length || seen.has(place)) return;
        seen.add(place);
        found.words = found.words.concat(here);
        if (found.text) found.text += "、";
        ledger.itemHits(place, here).forEach(function (part) {
          found.parts.push([part[0] + found.text.length, part[1] + found.text.length]);
        });
        found.text += items.names[place];
      });
      return found;
    }
    var flags = new Map();
    function flagged(word) {
      if (!flags.has(word)) {
        if (flags.size >= KEPT) flags.clear();
        flags.set(word, flaggedNames(word));
      }
      return flags.get(word);
    }
    return ledger;
  };
})();
