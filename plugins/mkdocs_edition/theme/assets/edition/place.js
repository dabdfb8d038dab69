/* How far the page is read, as a bar; and where reading was left off, kept in this browser alone. */
(() => {
  const KEY = "edition.place:"
  const kept = (name, store = localStorage) => {
    try {
      return JSON.parse(store.getItem(KEY + name))
    } catch {
      return null /* a browser that keeps nothing */
    }
  }
  const keep = (name, value, store = localStorage) => {
    try {
      store.setItem(KEY + name, JSON.stringify(value))
    } catch {
      /* a browser that keeps nothing */
    }
  }
  const plain = () => location.pathname
  const documentOf = (bar) => new URL(bar.dataset.document, location).pathname

  /* The last element with an id above the upper third of the window: what is being read. */
  function reading(text) {
    let found = null
    for (const element of text.querySelectorAll("p[id], div[id], h2[id], h3[id], section[id], li[id]")) {
      if (element.closest(".notes, .apparatus, .about")) break
      if (element.getBoundingClientRect().top > innerHeight / 3) break
      found = element
    }
    return found
  }

  /* The heading that a place stands under, for the reader to know it by. */
  function headed(text, element, title) {
    const heads = [...text.querySelectorAll("h2, h3")].filter(
      (head) => head.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING,
    )
    const head = heads.at(-1)
    return head ? head.textContent.trim() : title
  }

  function note(bar, text) {
    const element = scrollY > innerHeight / 2 ? reading(text) : null
    const first = plain() === documentOf(bar)
    if (!element) {
      if (!first) keep(documentOf(bar), { path: plain(), title: bar.dataset.title })
      return
    }
    const offset = Math.round(element.getBoundingClientRect().top)
    const title = first ? headed(text, element, bar.dataset.title) : bar.dataset.title
    keep(documentOf(bar), { path: plain(), id: element.id, offset, title })
  }

  function offer(bar) {
    const line = document.querySelector(".edition-continue[hidden]")
    const place = kept(documentOf(bar))
    if (!line || !place || typeof place.path !== "string" || !place.path.startsWith("/") || place.path.startsWith("//")) return
    const link = line.querySelector("a")
    link.href = place.path + (place.id ? "#" + place.id : "")
    link.textContent = place.title
    link.addEventListener("click", () => keep("resume", place, sessionStorage))
    line.hidden = false
  }

  function resume() {
    const place = kept("resume", sessionStorage)
    if (!place || place.path !== plain()) return
    keep("resume", null, sessionStorage)
    const element = place.id && document.getElementById(place.id)
    if (element) scrollTo({ top: scrollY + element.getBoundingClientRect().top - place.offset, behavior: "instant" })
  }

  let stop = null

  function start() {
    if (stop) stop()
    const bar = document.querySelector(".edition-progress")
    const text = document.querySelector(".edition")
    if (!bar || !text) return
    offer(bar)
    requestAnimationFrame(resume)
    let waiting = false
    let timer = 0
    const draw = () => {
      const end = text.getBoundingClientRect().bottom + scrollY - innerHeight
      bar.style.setProperty("--ed-read", end > 0 ? Math.min(1, scrollY / end).toFixed(4) : 1)
      waiting = false
    }
    const scrolled = () => {
      if (!waiting) requestAnimationFrame(draw)
      waiting = true
      clearTimeout(timer)
      timer = setTimeout(() => note(bar, text), 400)
    }
    const leave = () => note(bar, text)
    addEventListener("scroll", scrolled, { passive: true })
    addEventListener("resize", scrolled, { passive: true })
    addEventListener("pagehide", leave)
    addEventListener("hashchange", resume)
    stop = () => {
      clearTimeout(timer)
      removeEventListener("scroll", scrolled)
      removeEventListener("resize", scrolled)
      removeEventListener("pagehide", leave)
      removeEventListener("hashchange", resume)
    }
    draw()
  }

  if (window.document$) window.document$.subscribe(start)
  else start()
})()
