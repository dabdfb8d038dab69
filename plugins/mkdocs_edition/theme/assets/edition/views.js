/* Other views of a critical text: diplomatic, with its corrections and deletions, by one witness. The page holds
   the reading text; what others read stands once, in the apparatus, and is taken from there. */
(() => {
  const SOURCE = { corrections: ["sic"], spelling: ["orig"], expansions: ["abbr", "am"] }
  const UNREAD = ".apparatus, .notes, .views, .pb, .ln, .note-call, .alt-mark, .covered"

  const span = (className, ...nodes) => edition.make("span", { className }, ...nodes)

  /* what stands in the apparatus */

  const address = (alt) =>
    alt.dataset.entry || alt.getAttribute("href") || alt.querySelector(":scope > .alt-mark")?.getAttribute("href") || ""
  const entryOf = (alt) => document.getElementById(decodeURIComponent(address(alt).slice(1)))
  const sigla = (reading) => [...reading.querySelectorAll(":scope > .sigla > *")].map((s) => s.textContent)

  function witnessed(entry, names) {
    const readings = [...entry.querySelectorAll(":scope > .reading-rdg, :scope > .reading-lem")]
    for (const name of names) {
      const lemma = entry.querySelector(":scope > .sigla")
      if (lemma && [...lemma.children].some((s) => s.textContent === name)) return null
      const found = readings.find((r) => sigla(r).includes(name))
      if (found) return found
    }
    return null
  }

  function copy(reading, host) {
    const made = reading.cloneNode(true)
    made.querySelectorAll(":scope > .sigla, :scope > .kind").forEach((e) => e.remove())
    made.querySelectorAll(".alt").forEach((alt) => (alt.dataset.entry = address(alt)))
    made.querySelectorAll("[id]").forEach((e) => e.removeAttribute("id"))
    if (host.tagName === "A") {
      for (const link of made.querySelectorAll("a")) {
        const plain = span(link.className, ...link.childNodes)
        Object.assign(plain.dataset, link.dataset)
        link.replaceWith(plain)
      }
    }
    return [...made.childNodes]
  }

  /* passages between two points, or of a line */

  function pieces(range) {
    const root = range.commonAncestorContainer
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    const found = root.nodeType === Node.TEXT_NODE ? [root] : []
    while (walker.nextNode()) found.push(walker.currentNode)
    return found.filter((t) => range.intersectsNode(t) && t.data.trim() && !t.parentElement.closest(UNREAD))
  }

  function between(entry) {
    const from = document.getElementById(entry.dataset.from)
    const to = document.getElementById(entry.dataset.to)
    if (!from || !to) return []
    const range = new Range()
    const has = (point) => point.textContent && !point.matches(".pb")
    range[has(from) ? "setStartBefore" : "setStartAfter"](from)
    range[has(to) ? "setEndAfter" : "setEndBefore"](to)
    return pieces(range)
  }

  function within(entry) {
    const line = document.getElementById(entry.dataset.in)
    const lemma = entry.querySelector(".lemma").cloneNode(true)
    lemma.querySelector(".locus")?.remove()
    const words = lemma.textContent.trim()
    if (!line || !words) return []
    const range = new Range()
    range.selectNodeContents(line)
    const holders = pieces(range).filter((t) => t.data.split(words).length === 2)
    if (holders.length !== 1) return [] /* not there, or there twice: the apparatus says it */
    const start = holders[0].splitText(holders[0].data.indexOf(words))
    start.splitText(words.length)
    return [start]
  }

  function cover(entry, reading) {
    const texts = entry.dataset.in ? within(entry) : between(entry)
    if (!texts.length) return
    for (const text of texts) {
      const hidden = edition.make("span", { className: "covered", hidden: true })
      text.replaceWith(hidden)
      hidden.append(text)
    }
    texts.at(-1).parentElement.after(span("shown-reading", ...copy(reading, document.body)))
  }

  /* one article */

  function start(article) {
    const panel = article?.querySelector(":scope > .views")
    if (!panel || panel.dataset.ready) return
    panel.dataset.ready = "true"
    const replaced = []
    const chooser = panel.querySelector("select")
    const name = panel.dataset.document
    const press = (button, on) => (button.ariaPressed = on)
    const state = { view: "reading", show: {}, witness: {}, ...edition.kept("views") }

    function replace(alt, nodes) {
      const mark = alt.querySelector(":scope > .alt-mark")
      replaced.push([alt, [...alt.childNodes]])
      alt.replaceChildren(...nodes, ...(mark ? [mark.cloneNode(true)] : []))
      alt.classList.add("changed")
    }

    function treat(root, other) {
      for (const alt of root.querySelectorAll(".alt")) {
        if (!root.contains(alt) || alt.closest(".apparatus")) continue
        const reading = other(alt)
        if (!reading) continue
        replace(alt, copy(reading, alt))
        treat(alt, other)
      }
    }

    function restore() {
      for (const shown of article.querySelectorAll(".shown-reading, .shown-other")) shown.remove()
      for (const covered of article.querySelectorAll(".covered")) {
        const parent = covered.parentElement
        covered.replaceWith(...covered.childNodes)
        parent.normalize()
      }
      for (const [alt, nodes] of replaced.reverse()) {
        alt.replaceChildren(...nodes)
        alt.classList.remove("changed")
      }
      replaced.length = 0
    }

    function witness() {
      const chosen = chooser?.selectedOptions[0]
      if (!chosen?.value) return
      const names = [chosen.value, ...(chosen.dataset.in || "").split("|").filter(Boolean)]
      treat(article, (alt) => (alt.matches(".tei-app") && entryOf(alt) ? witnessed(entryOf(alt), names) : null))
      for (const entry of article.querySelectorAll(".entry[data-from], .entry[data-in]")) {
        const reading = witnessed(entry, names)
        if (reading) cover(entry, reading)
      }
      for (const mark of article.querySelectorAll(".wit-mark")) {
        const own = (mark.dataset.wit || "").split("|").some((n) => names.includes(n))
        if (own) mark.append(span("shown-other", `[${mark.title}]`))
      }
    }

    function deletions() {
      if (state.view !== "diplomatic" && !state.show.deletions) return
      for (const alt of article.querySelectorAll(".alt.tei-subst")) {
        if (alt.closest(".apparatus")) continue
        for (const reading of [...(entryOf(alt)?.querySelectorAll(".reading-del") || [])].reverse()) {
          alt.prepend(span("shown-other", edition.make("del", {}, ...copy(reading, alt)), " "))
        }
      }
    }

    function sources() {
      if (state.view === "diplomatic") {
        const any = ".reading-sic, .reading-orig, .reading-abbr, .reading-am"
        treat(article, (alt) => (alt.matches(".tei-choice") ? entryOf(alt)?.querySelector(any) : null))
        return
      }
      for (const [switch_, kinds] of Object.entries(SOURCE)) {
        if (!state.show[switch_]) continue
        for (const alt of article.querySelectorAll(`.alt-${kinds[0]}`)) {
          const reading = alt.closest(".apparatus") ? null : entryOf(alt)?.querySelector(kinds.map((k) => `.reading-${k}`).join())
          if (reading) alt.append(span("shown-other", " [", ...copy(reading, alt), "]"))
        }
      }
    }

    function show() {
      restore()
      for (const button of panel.querySelectorAll("[data-view]")) {
        press(button, button.dataset.view === state.view)
      }
      for (const button of panel.querySelectorAll("[data-show]")) {
        const on = state.show[button.dataset.show] ?? button.dataset.show === "apparatus"
        press(button, on)
        article.classList.toggle(`show-${button.dataset.show}`, on)
      }
      article.classList.toggle("view-diplomatic", state.view === "diplomatic")
      article.classList.toggle("hide-apparatus", state.show.apparatus === false)
      if (chooser) chooser.value = state.witness[name] || ""
      if (chooser?.selectedIndex < 0) chooser.value = ""
      witness()
      sources()
      deletions()
      const view = panel.querySelector("[data-view][aria-pressed=true]") || panel.querySelector("[data-view]")
      panel.querySelector(".views-state").textContent = chooser?.value || view.textContent
    }

    panel.addEventListener("click", (event) => {
      const { view, show: switch_ } = event.target.dataset
      if (!view && !switch_) return
      if (view) state.view = view
      if (switch_) state.show[switch_] = event.target.ariaPressed !== "true"
      edition.keep("views", state)
      show()
    })
    chooser?.addEventListener("change", () => {
      state.witness[name] = chooser.value
      edition.keep("views", state)
      show()
    })
    panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !panel.open) return
      panel.open = false
      panel.querySelector("summary").focus()
    })
    document.addEventListener("click", (event) => {
      if (!panel.contains(event.target)) panel.open = false
    })
    if (state.view !== "diplomatic" || !panel.querySelector("[data-view=diplomatic]")) state.view = "reading"
    show()
  }

  edition.begin(() => start(document.querySelector(".md-content .edition")))
})()
