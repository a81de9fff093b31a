// What of a document in a frame is on screen: the same questions for every reading system.

const place = (element) => {
    const view = element.ownerDocument.defaultView
    const frame = view.frameElement ? view.frameElement.getBoundingClientRect() : { left: 0, top: 0 }
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

export const element = (documents, selector) => {
    for (const doc of documents) {
        const found = doc.querySelector(selector)
        if (found) return found
    }
    return null
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
