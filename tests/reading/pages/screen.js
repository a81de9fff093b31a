// What of a document in a frame is on screen: the same questions for every reading system.

// The upper left corner of a document's frame on the screen.
const corner = (doc) => {
    const frame = doc.defaultView.frameElement
    return frame ? frame.getBoundingClientRect() : { left: 0, top: 0 }
}

const place = (element) => {
    const frame = corner(element.ownerDocument)
    const box = [...element.getClientRects()].find(({ width, height }) => width || height) ?? element.getBoundingClientRect()
    return { left: box.left + frame.left, top: box.top + frame.top, right: box.right + frame.left, bottom: box.bottom + frame.top }
}

// The ids of the elements whose first line begins inside `host`, in the order of the text.
export const onScreen = (documents, host) => {
    const { left, top, right, bottom } = host.getBoundingClientRect()
    const begins = (element) => {
        const box = place(element)
        const middle = (box.left + Math.min(box.right, box.left + (right - left))) / 2
        return middle >= left && middle <= right && box.top >= top - 1 && box.top < bottom - 1
    }
    return documents.flatMap((doc) => [...doc.querySelectorAll('[id]')].filter(begins).map(({ id }) => id))
}

// What a link is: an `a` with an address, by its number in the document.
export const links = (doc) => [...doc.querySelectorAll('a[href]')]

// The middle of the first part of an element that lies whole inside `host`, null where nothing of it does.
export const middle = (element, host) => {
    const { left, top, right, bottom } = host.getBoundingClientRect()
    const { left: x, top: y } = corner(element.ownerDocument)
    for (const box of element.getClientRects()) {
        const point = { x: (box.left + box.right) / 2 + x, y: (box.top + box.bottom) / 2 + y }
        const seen = box.width && box.height && point.x > left && point.x < right && point.y > top && point.y < bottom
        if (seen) return point
    }
    return null
}

const DRAWN = 'img, svg, image, hr, table, math'

// The box of the first thing that is seen at an element or after it: a picture, or a letter of its text.
const first = (start) => {
    const doc = start.ownerDocument
    const walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
    const range = doc.createRange()
    walker.currentNode = start
    for (let node = start; node; node = walker.nextNode()) {
        if (node.nodeType === Node.TEXT_NODE) {
            const at = node.data.search(/\S/)
            if (at < 0) continue
            range.setStart(node, at)
            range.setEnd(node, at + 1)
        } else if (!node.matches(DRAWN)) continue
        const box = (node.nodeType === Node.TEXT_NODE ? range : node).getBoundingClientRect()
        if (box.height) return box
    }
    return null
}

// Where one has landed that looks for the element with this id, or for the start of the text where it is empty: whether the first
// thing to see there is inside `host`.
export const landed = (documents, host, id) => {
    const { left, top, right, bottom } = host.getBoundingClientRect()
    return documents.some((doc) => {
        const start = id ? doc.getElementById(id) : doc.body
        const box = start && first(start)
        if (!box) return false
        const { left: x, top: y } = corner(doc)
        const across = Math.min(box.left + box.width / 2, box.left + (right - left) / 2) + x
        return across > left && across < right && box.top + y >= top - 1 && box.top + y < bottom - 1
    })
}

export const element = (documents, selector) => {
    for (const doc of documents) {
        const found = doc.querySelector(selector)
        if (found) return found
    }
    return null
}

// Notes what `host[name]` promises each time that it is called, by whomever: `went()` waits for the next call to end.
export const watched = (host, name) => {
    const own = host[name].bind(host)
    let last = null
    host[name] = (...words) => (last = own(...words))
    return {
        forget: () => { last = null },
        went: async () => {
            for (let turn = 0; !last && turn < 60; turn++) await next()
            if (!last) throw new Error('nothing was followed')
            await last
        },
    }
}

const next = () => new Promise((resolve) => requestAnimationFrame(resolve))

// Waits until every frame's fonts are there and nothing on screen moves any more.
export const settled = async (documents) => {
    let before
    for (let still = 0, turn = 0; still < 3 && turn < 200; turn++) {
        await next()
        const docs = documents()
        await Promise.all(docs.map((doc) => doc.fonts.ready))
        const now = JSON.stringify(docs.map((doc) => [doc.URL, doc.body ? place(doc.body) : null]))
        still = now === before ? still + 1 : 0
        before = now
    }
}
