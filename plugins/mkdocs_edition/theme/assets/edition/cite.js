/* Citing: a dialog for the page, for any paragraph, line, note and page of the source, and for a selection.
   What is said of the page comes with it as data (edition/citing/blanks.py); the place is filled in here. */
(() => {
  const PAGES = "\ue000", WHERE = "\ue001", URL_ = "\ue002"
  const KINDS = { "tei-l": "line", note: "note", pb: "page", "tei-p": "paragraph", "tei-ab": "paragraph", entry: "entry" }
  const MARKS = ".note-call, .pb, .ln, .permalink, .alt-mark, .note-mark, .note-backs, script"
  const TYPES = { txt: "text/plain", bib: "application/x-bibtex", ris: "application/x-research-info-systems", json: "application/vnd.citationstyles.csl+json" }
  const one = (selector, root = document) => root.querySelector(selector)
  const part = (name) => one(`#__cite [data-cite=${name}]`)
  let shown, selected

  const facts = () => {
    const found = one("#__cite_data")
    return found && JSON.parse(found.textContent)
  }

  // Places

  const whole = (element) => {
    const range = document.createRange()
    range.selectNodeContents(element)
    return range
  }

  const blankBefore = (range, node) => {
    const before = range.cloneRange()
    before.setEndBefore(node)
    return !before.toString().trim()
  }

  /* Pages of the source on which a range begins and ends. */
  const pages = (known, range) => {
    let first = known.page || "", last = first
    for (const mark of document.querySelectorAll(".edition .pb")) {
      const number = one(".pb-n", mark)
      if (!number || (mark.dataset.ed || "") !== (known.ed || "")) continue
      const place = range.comparePoint(mark, 0)
      if (place > 0) break
      last = number.textContent.trim()
      if (place < 0 || blankBefore(range, mark)) first = last
    }
    const shape = (n) => (n && known.bracketed ? `[${n}]` : n)
    return first && first !== last ? `${shape(first)}–${shape(last)}` : shape(last)
  }

  const say = (known, name, n) => (n ? known.words[name + (name !== "entry" && /[–,]/.test(n) ? "s" : "")].replace("{n}", n) : "")

  const kind = (element) => KINDS[Object.keys(KINDS).find((name) => element.classList.contains(name))]

  const target = (a) => document.getElementById(decodeURIComponent(a.hash.slice(1)))

  const link = (element) => [...element.querySelectorAll(".permalink")].find((a) => target(a) === element)

  const numbered = (element) => (element && link(element)?.dataset.n) || ""

  /* The place of one element that has a permalink. */
  const spotOf = (known, element) => {
    const what = kind(element)
    if (what === "page") {
      const n = one(".pb-n", element).textContent.trim()
      const own = (element.dataset.ed || "") === (known.ed || "") ? pages(known, whole(element)) : n
      return { id: element.id, pages: own || n, where: say(known, "page", own || n) }
    }
    const back = what === "note" && one("a.note-mark", element)
    const call = back && target(back)
    const found = what === "note" && !call ? "" : pages(known, whole(call || element))
    const where = [say(known, "page", found), within(known, element) + say(known, what, numbered(element))]
    return { id: element.id, pages: found, where: where.filter(Boolean).join(", "), line: line(known, element) }
  }

  /* The section that an element is counted in, if it has a heading of its own below the page's. */
  const within = (known, element) => {
    const section = kind(element) === "paragraph" && element.closest("section, .edition")
    const head = section && one(":scope > :is(h2, h3, h4, h5, h6)", section)
    const [left, right] = known.quotes
    return head ? `${left}${quoted(whole(head))}${right}, `.replace("”, ", ",” ") : ""
  }

  const line = (known, element) => {
    const found = link(element)
    return known.line && found ? known.line + Number(found.dataset.line || 0) : 0
  }

  /* The place of what is selected: pages, then paragraphs or lines if both ends stand in one section. */
  const spotOfRange = (known, range) => {
    const [from, to] = [range.startContainer, range.endContainer].map(citable)
    const found = pages(known, range)
    let n = numbered(from)
    const beside = from && to && from !== to && kind(from) === kind(to)
    if (beside && from.closest("section, .edition") === to.closest("section, .edition")) n += "–" + numbered(to)
    const where = [say(known, "page", found), from && n ? within(known, from) + say(known, kind(from), n) : ""]
    const text = quoted(range)
    return { id: from ? from.id : "", pages: found, where: where.filter(Boolean).join(", "), line: from ? line(known, from) : 0, text }
  }

  const citable = (node) => {
    for (let at = node; at && !at.classList?.contains("edition"); at = at.parentElement) {
      if (at.id && kind(at) && kind(at) !== "page" && link(at)) return at
    }
    return null
  }

  const quoted = (range) => {
    const copy = edition.make("div", {}, range.cloneContents())
    for (const mark of copy.querySelectorAll(MARKS)) mark.remove()
    return copy.textContent.replace(/\s+/g, " ").trim()
  }

  // Formats

  const values = (known, spot) => ({
    pages: spot.pages || "",
    where: spot.where || "",
    url: (known.url || location.href.replace(/#.*/, "")) + (spot.id ? "#" + encodeURI(spot.id) : ""),
  })

  const fill = (text, v) =>
    text.replace(", " + WHERE, v.where && ", " + WHERE).replace(WHERE, () => v.where).replace(URL_, () => v.url).replace(PAGES, () => v.pages)

  const lines = (text, v) =>
    text.split(/\r?\n/).filter((row) => !(row.includes(PAGES) && !v.pages) && !(row.includes(WHERE) && !v.where)).map((row) => fill(row, v))

  const latex = (text) => text.replace(/[\\{}]/g, "").replace(/[&%#$_]/g, "\\$&").replace(/–/g, "--")

  const FORMATS = {
    txt: (known, v, spot) => {
      const runs = known.note.map(([text, italic]) => [fill(text, v), italic])
      const [left, right] = known.quotes
      return spot.text ? [[`${left}${spot.text}${right}\n`, 0], ...runs] : runs
    },
    bib: (known, v) => [[lines(known.bibtex, { ...v, pages: latex(v.pages), where: latex(v.where) }).join("\n"), 0]],
    ris: (known, v) => [[lines(known.ris, { ...v, pages: v.pages.replace("–", "\r\nEP  - ") }).join("\r\n"), 0]],
    json: (known, v) => {
      const item = { ...known.csl, page: v.pages, note: v.where, URL: v.url }
      for (const name of ["page", "note"]) if (!item[name]) delete item[name]
      return [[JSON.stringify([item], null, 2) + "\n", 0]]
    },
  }

  // The dialog

  const draw = () => {
    const { known, spot } = shown, v = values(known, spot)
    const format = one("#__cite input:checked").value
    const runs = FORMATS[format](known, v, spot)
    const text = part("text")
    text.replaceChildren(...runs.map(([value, italic]) => (italic ? edition.make("i", {}, value) : value)))
    text.classList.toggle("edition-cite-code", format !== "txt")
    shown.text = runs.map(([value]) => value).join("")
    part("where").textContent = v.where
    part("permalink").href = "#" + encodeURI(spot.id || "")
    part("permalink").hidden = !spot.id
    part("status").textContent = ""
    if (part("edit")) part("edit").href = edit(known, spot)
    if (shown.blob) URL.revokeObjectURL(shown.blob)
    shown.blob = URL.createObjectURL(new Blob([shown.text], { type: TYPES[format] }))
    Object.assign(part("save"), { href: shown.blob, download: `${known.key}.${format}` })
  }

  const edit = (known, spot) => known.edit.replace("{line}", spot.line || known.line || 1)

  const open = (spot) => {
    const known = facts(), dialog = one("#__cite")
    if (!known || !dialog) return
    shown = { known, spot: spot(known) }
    draw()
    if (!dialog.open) dialog.showModal()
  }

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(shown.text)
    } catch {
      getSelection().selectAllChildren(part("text"))
      document.execCommand("copy")
    }
    part("status").textContent = part("status").dataset.done
  }

  // What is clicked, chosen, selected

  const CLICKS = [
    ["[data-edition-cite]", () => open((known) => (selected ? spotOfRange(known, selected) : { id: "" }))],
    [".edition-cite-selection", () => selected && open((known) => spotOfRange(known, selected))],
    [".permalink", (at) => open((known) => spotOf(known, target(at)))],
    ["a.pb-n", (at) => open((known) => spotOf(known, at.closest(".pb")))],
    ["[data-cite=copy]", copy],
  ]

  document.addEventListener("click", (event) => {
    if (event.target.id === "__cite") event.target.close()
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    for (const [selector, act] of CLICKS) {
      const at = event.target.closest(selector)
      if (!at) continue
      event.preventDefault()
      act(at)
      return
    }
  })

  document.addEventListener("change", (event) => event.target.name === "__cite_format" && draw())

  document.addEventListener("mousedown", (event) => event.target.closest(".edition-cite-selection, [data-edition-cite]") && event.preventDefault())

  document.addEventListener("selectionchange", () => {
    const button = one(".edition-cite-selection"), selection = getSelection()
    if (!button || one("#__cite").open) return
    const range = selection.rangeCount && !selection.isCollapsed && selection.getRangeAt(0)
    const text = one(".edition")
    selected = range && text && text.contains(range.commonAncestorContainer) && quoted(range) ? range.cloneRange() : null
    button.hidden = !selected
    if (!selected) return
    const box = range.getBoundingClientRect(), wide = document.documentElement.clientWidth
    button.style.top = `${box.bottom + scrollY + 8}px`
    button.style.left = `${Math.max(8, Math.min(box.left + box.width / 2 - button.offsetWidth / 2, wide - button.offsetWidth - 8))}px`
  })

  // One permalink is reached by Tab, the others by the arrow keys.

  const rove = (links, chosen) => {
    for (const a of links) a.tabIndex = a === chosen ? 0 : -1
  }

  document.addEventListener("focusin", ({ target }) => target.matches(".permalink") && rove(document.querySelectorAll(".edition .permalink"), target))

  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step || !event.target.matches(".permalink")) return
    const links = [...document.querySelectorAll(".edition .permalink")]
    const next = links[links.indexOf(event.target) + step]
    if (!next) return
    event.preventDefault()
    next.focus()
  })

  const start = () => {
    for (const button of document.querySelectorAll("[data-edition-cite]")) button.hidden = false
    const links = [...document.querySelectorAll(".edition .permalink")]
    for (const a of [...links, ...document.querySelectorAll(".edition a.pb-n")]) a.setAttribute("aria-haspopup", "dialog")
    rove(links, links[0])
  }

  edition.begin(start)
})()
