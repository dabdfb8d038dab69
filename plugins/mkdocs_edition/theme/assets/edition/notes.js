/* Notes beside the text and over it. Without this script a call is a link to its note, and the note one back.

   The notes in the margin are copies for the eye: hidden from screen readers, which have the list at the end and
   the card. A call opens its card on hover, focus and tap; Enter moves into it, Escape back. */
(() => {
  const GAP = 8 /* between notes in the margin, in px */
  const FEWEST = 3 /* lines of a folded note */
  const MOST = 14
  const SLACK = 4 /* lines by which a note may push the next down before it is folded */
  const NOTE = "a.note-ref"
  const CALL = NOTE + ", a[data-card]" /* a name's card is an entry of the list at the end */
  const phone = matchMedia("(max-width: 44.984375em)")
  let root, words, card, column, shown, timer, observer
  const inMargin = () => edition.kept("notes") !== "card"
  const make = (tag, className, ...children) => edition.make(tag, { className }, ...children)
  const button = (className, label, text, onclick) => {
    const out = edition.make("button", { type: "button", className, onclick }, text)
    if (label !== text) out.ariaLabel = label
    return out
  }

  /* The note of a call */

  const idOf = (call) => call.dataset.card || decodeURIComponent(new URL(call.href).hash.slice(1))
  const isHere = (call) => call.dataset.card || call.href.split("#")[0] === location.href.split("#")[0]
  async function noteOf(call) {
    if (isHere(call)) return document.getElementById(idOf(call))
    const answer = await fetch(call.href)
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    const note = page.getElementById(idOf(call))
    for (const link of note ? note.querySelectorAll("a[href]") : []) {
      link.href = new URL(link.getAttribute("href"), call.href).href
    }
    return note
  }
  function copy(note) {
    const out = (note.querySelector(".note-body") || note).cloneNode(true)
    out.removeAttribute("id")
    for (const link of out.querySelectorAll(".permalink, .note-mark, .pb, .ln")) link.remove()
    for (const inner of out.querySelectorAll("[id]")) inner.removeAttribute("id")
    const series = note.querySelector(":scope > .note-series")
    const last = out.lastElementChild
    if (series) (last?.localName === "p" ? last : out).append(series.cloneNode(true))
    return out
  }

  /* The card */

  function build() {
    card = make("div", "note-card")
    card.popover = "manual"
    card.tabIndex = -1
    card.role = "dialog"
    card.addEventListener("pointerenter", () => clearTimeout(timer))
    card.addEventListener("pointerleave", leave)
    card.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !card.contains(event.relatedTarget) && event.relatedTarget !== shown?.call) close()
    })
    card.addEventListener("keydown", (event) => {
      const inside = card.querySelectorAll("a[href], button")
      const last = document.activeElement === inside[inside.length - 1]
      const first = document.activeElement === card
      if (event.key === "Tab" && (event.shiftKey ? first : last)) { event.preventDefault(); close(true) }
    })
    document.body.append(card)
  }
  async function open(call, pinned, before = null) {
    clearTimeout(timer)
    if (shown?.call === call && card.matches(":popover-open") && !before) { shown.pinned ||= pinned; return true }
    const note = await noteOf(call).catch(() => null)
    if (!note) return false
    if (!card?.isConnected) build()
    const label = call.getAttribute("aria-label") || call.textContent
    const head = make("p", "note-card-head")
    head.append(make("span", "", call.dataset.card ? "" : label)) /* an entry has its name */
    if (before) head.prepend(button("", words.before, "←", () => { open(before.call, true, before.before).then(() => card.focus()) }))
    head.append(button("", words.close, "×", () => close(true)))
    const foot = make("p", "note-card-foot")
    const link = make("a", "", call.dataset.card ? words.entry : words.list)
    link.href = call.href
    link.addEventListener("click", () => close())
    foot.append(link)
    card.ariaLabel = label
    card.replaceChildren(head, copy(note), foot)
    card.lang = note.closest("[lang]")?.lang || ""
    const anchor = before ? shown.anchor : call
    shown = { call, pinned: pinned || Boolean(before), before, anchor }
    if (!card.matches(":popover-open")) card.showPopover()
    card.scrollTop = 0
    place(anchor)
    return true
  }
  function place(anchor) {
    const at = anchor.getBoundingClientRect()
    if (phone.matches) {
      card.style.removeProperty("top")
      card.style.removeProperty("left")
      const over = at.bottom + 12 - card.getBoundingClientRect().top
      if (over > 0) scrollBy({ top: over })
      return
    }
    const { offsetWidth: width, offsetHeight: height } = card
    const left = Math.max(12, Math.min(at.left - 24, document.documentElement.clientWidth - width - 12))
    const below = at.bottom + 8
    const above = at.top - height - 8
    card.style.left = `${left + scrollX}px`
    card.style.top = `${(below + height > innerHeight && above > 0 ? above : below) + scrollY}px`
  }
  function close(back = false) {
    clearTimeout(timer)
    if (!card || !shown) return
    const anchor = shown.anchor
    shown = null
    if (card.matches(":popover-open")) card.hidePopover()
    if (back) anchor.focus({ preventScroll: true, focusVisible: true })
  }
  function leave() {
    clearTimeout(timer)
    timer = setTimeout(() => { if (shown && !shown.pinned) close() }, 260)
  }

  /* The margin */

  const beside = () => root && inMargin() && getComputedStyle(root).getPropertyValue("--ed-beside").trim() === "1"
  function fill() {
    column = make("div", "margin-notes")
    column.ariaHidden = "true"
    const seen = new Set()
    for (const call of root.querySelectorAll(NOTE)) {
      if (call.closest(".notes, .apparatus, .margin-notes, [popover]") || !isHere(call) || seen.has(call.hash)) continue
      const note = document.getElementById(idOf(call))
      if (!note || !call.getClientRects().length) continue
      seen.add(call.hash)
      const series = [...call.parentNode.classList].filter((name) => name.startsWith("series-") || name === "counted")
      const item = make("div", ["margin-note", ...series].join(" "))
      const mark = make("span", "note-mark", call.textContent)
      mark.toggleAttribute("data-wide", call.textContent.length > 2)
      const box = make("div", "note-text-box")
      box.append(copy(note))
      item.append(mark, box, button("", words.more, words.more, () => { item.classList.toggle("open"); arrange() }))
      item.call = call
      for (const link of item.querySelectorAll("a, button")) link.tabIndex = -1
      item.onpointerenter = () => pair(item, true)
      item.onpointerleave = () => pair(item, false)
      call.beside = item
      column.append(item)
    }
    root.append(column)
  }
  function pair(item, on) {
    item.classList.toggle("current", on)
    item.call.parentNode.classList.toggle("current", on)
  }
  function arrange() {
    if (!column) return
    const zero = root.getBoundingClientRect().top
    const items = [...column.children]
    for (const { style, lastChild, children: [, box] } of items) { style.top = "0"; box.style.maxHeight = ""; lastChild.textContent = words.more }
    const line = items.length ? parseFloat(getComputedStyle(items[0]).lineHeight) : 20
    const wanted = items.map((item) => {
      const at = item.call.getBoundingClientRect()
      return { item, top: at.bottom - zero - line * 1.05, height: item.children[1].offsetHeight }
    })
    wanted.sort((one, two) => one.top - two.top)
    let free = 0
    wanted.forEach(({ item, top, height }, n) => {
      const at = Math.max(top, free)
      const room = (n + 1 < wanted.length ? wanted[n + 1].top : Infinity) - at - GAP + SLACK * line
      const lines = Math.max(FEWEST, Math.min(MOST, Math.floor(room / line) - 2))
      const isOpen = item.classList.contains("open")
      const folds = height > Math.max(Math.min(room, (MOST + 2.4) * line), (FEWEST + 2.4) * line)
      const high = folds && !isOpen ? lines * line : height
      item.classList.toggle("folded", folds && !isOpen)
      if (!folds) item.classList.remove("open")
      item.children[1].style.maxHeight = folds && !isOpen ? `${high}px` : ""
      item.lastChild.textContent = isOpen ? words.less : words.more
      free = at + high + (folds ? Math.max(24, line) : 0) + GAP
    })
    free = 0
    const heights = wanted.map(({ item }) => item.offsetHeight)
    wanted.forEach(({ item, top }, n) => {
      const at = Math.max(top, free)
      item.style.top = `${at}px`
      free = at + heights[n] + GAP
    })
    column.classList.add("settled")
  }
  function settle() {
    const on = beside()
    if (!on && column) { column.remove(); column = null; for (const call of root.querySelectorAll(CALL)) delete call.beside }
    if (on && !column) fill()
    arrange()
  }
  const inView = (item) => {
    if (!item || item.classList.contains("folded")) return false
    const at = item.getBoundingClientRect()
    return at.top > 40 && at.bottom < innerHeight
  }

  /* What a reader does */

  function onOver(event) {
    const call = event.target.closest?.(CALL)
    if (!call || event.pointerType !== "mouse" || call.closest(".note-card")) return
    if (call.beside) pair(call.beside, true)
    if (inView(call.beside) || shown?.pinned) return
    clearTimeout(timer)
    timer = setTimeout(() => open(call, false), 140)
  }
  function onOut(event) {
    const call = event.target.closest?.(CALL)
    if (!call || event.pointerType !== "mouse") return
    if (call.beside) pair(call.beside, false)
    leave()
  }
  function onFocus(event) {
    const call = event.target.closest?.(CALL)
    if (call?.beside) pair(call.beside, true)
    if (call?.matches(":focus-visible") && !call.closest(".note-card") && !inView(call.beside) && shown?.call !== call && !card?.contains(event.relatedTarget)) open(call, false)
  }
  function onBlur(event) {
    const call = event.target.closest?.(CALL)
    if (call?.beside) pair(call.beside, false)
    if (call && shown && !shown.pinned && shown.call === call && !card.contains(event.relatedTarget)) close()
  }
  function onClick(event) {
    const call = event.target.closest?.(CALL)
    if (!call || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    if (call.dataset.card && event.pointerType !== "touch") return close()
    event.preventDefault()
    event.stopPropagation() /* the theme would follow the link */
    if (event.detail && inView(call.beside)) return
    const inside = call.closest(".note-card")
    open(call, true, inside ? shown : null).then((done) => (done ? card.focus({ preventScroll: true }) : (location.href = call.href)))
  }
  function onKey(event) {
    if (event.key !== "Escape" || !shown) return
    event.stopPropagation()
    close(card.contains(document.activeElement))
  }
  function onDown(event) {
    if (shown && !card.contains(event.target) && !event.target.closest?.(CALL)) close()
  }

  function start() {
    close()
    observer?.disconnect()
    column = null
    root = document.querySelector(`.edition:has(> .notes, ${CALL})`)
    const bar = document.querySelector(".edition-bar")
    if (!root || !bar) return
    words = bar.dataset
    const toggle = bar.querySelector(".notes-switch")
    if (toggle) {
      const tell = () => (toggle.ariaPressed = inMargin())
      tell()
      toggle.onclick = () => { edition.keep("notes", inMargin() ? "card" : "margin"); tell(); settle() }
    }
    let width = 0
    observer = new ResizeObserver(([entry]) => {
      if (entry.contentRect.width !== width) { width = entry.contentRect.width; settle() }
    })
    document.fonts.ready.then(() => observer.observe(root))
  }

  if (!("popover" in HTMLElement.prototype)) return
  document.addEventListener("pointerover", onOver)
  document.addEventListener("pointerout", onOut)
  document.addEventListener("focusin", onFocus)
  document.addEventListener("focusout", onBlur)
  document.addEventListener("click", onClick, true)
  document.addEventListener("keydown", onKey, true)
  document.addEventListener("pointerdown", onDown)
  document.addEventListener("toggle", (event) => { if (event.target.localName === "details") arrange() }, true)
  edition.begin(start)
})()
