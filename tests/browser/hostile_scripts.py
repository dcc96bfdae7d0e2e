"""Scripts of the hostile site's pages, by path: each runs at the end of a page with one paragraph."""

TEXTS = {
    # What no HTML source can say: half surrogates, NUL and controls in attributes and text.
    "/surrogates": r"""
        const bad = '\ud800\u0000\u0001\u009b31m\u202e\udfff';
        document.title = bad + '日　時';
        for (const tag of ['p', 'a', 'img', 'h2', 'button', 'iframe']) {
          const e = document.createElement(tag);
          for (const name of ['id', 'class', 'alt', 'title', 'href', 'src', 'lang', 'aria-label', 'role']) {
            e.setAttribute(name, bad + '日　時.jpg');
          }
          e.append(bad + '日　時');
          document.body.append(e);
        }
        const c = document.createElement('p');
        c.id = 'a b"c';
        c.append('日　時');
        document.body.append(c, c.cloneNode(true));
    """,
    "/shadow": """
        for (const mode of ['open', 'closed']) {
          const d = document.createElement('div');
          d.attachShadow({ mode }).innerHTML = '<p>日　時</p><img src=a.png alt=photo.jpg>';
          document.body.append(d);
        }
        class Bad extends HTMLElement {
          constructor() { super(); this.attachShadow({ mode: 'open' }).innerHTML = '<p>日　時</p>'; }
          connectedCallback() { throw new Error('no'); }
          get localName() { throw new Error('no'); }
          get attributes() { throw new Error('no'); }
          getAttribute() { throw new Error('no'); }
        }
        customElements.define('bad-one', Bad);
        document.body.append(document.createElement('bad-one'));
    """,
    # Trees that no parser makes, such as elements inside the title.
    "/odd-elements": """
        document.querySelector('title').append(document.createElement('b'));
        for (const tag of ['textarea', 'title', 'style', 'xmp', 'plaintext', 'noscript', 'iframe', 'select', 'table', 'p']) {
          const e = document.createElement(tag);
          e.innerHTML = '<i>x</i>';
          e.append(document.createElement('b'), '</' + tag + '><u>');
          document.body.append(e);
        }
        for (const name of ['br', 'a:b', '日本']) document.body.append(document.createElementNS('x', name));
        const t = document.createElementNS('http://www.w3.org/2000/svg', 'title');
        t.append(document.createElement('i'));
        const p = document.createElement('p');
        p.append(document.createElement('p'), document.createElement('table'), '日　時');
        document.body.append(t, p, document.createComment('--><img>'), document.createElement('image'));
    """,
    "/overrides": """
        document.querySelector('p').textContent = '日　時';
        const no = () => { throw 1; };
        JSON.stringify = JSON.parse = Array.prototype.map = Array.prototype.push = Array.prototype[Symbol.iterator] = no;
        Map.prototype.get = Set.prototype.has = window.setTimeout = no;
        window.Promise = window.MutationObserver = window.getComputedStyle = String.prototype.slice = null;
        window.axe = 1;
        Object.prototype.then = () => {};
        Object.prototype.toJSON = () => 'x';
        Object.defineProperty(Object.prototype, 'html', { get: () => 'x' });
        for (const name of ['attributes', 'localName', 'childNodes', 'shadowRoot']) {
          for (const of of [Element.prototype, Node.prototype]) Object.defineProperty(of, name, { get: no });
        }
    """,
    "/write": """
        addEventListener('load', () => setTimeout(() => {
          document.write('<title>書き換え</title><p>日　時');
          document.close();
        }, 50));
    """,
    "/write-forever": """
        addEventListener('load', () => setInterval(() => { document.write('<p>日　時'); document.close(); }, 5));
    """,
    "/service-worker": """
        document.querySelector('p').textContent = '日　時';
        navigator.serviceWorker?.register('/worker.js').then(() => navigator.serviceWorker.ready);
    """,
    "/permissions": """
        document.querySelector('p').textContent = '日　時';
        Notification.requestPermission();
        navigator.geolocation.watchPosition(() => {}, () => {});
        setInterval(() => {
          document.body.requestFullscreen().catch(() => {});
          navigator.clipboard?.readText().catch(() => {});
          navigator.mediaDevices?.getUserMedia({ video: true, audio: true }).catch(() => {});
        }, 20);
    """,
    "/close": """
        document.querySelector('p').textContent = '日　時';
        for (const f of [self, top, parent]) f.close();
        setInterval(() => { open('', '_self'); close(); }, 10);
    """,
    "/write-open": "addEventListener('load', () => { document.write('<p>日　時'); });",
}
"""Scripts that leave something to be read."""
NUISANCES = {
    "/gone": "document.documentElement.remove();",
    "/busy": "setInterval(() => { document.body.append(document.createElement('p')); }, 1);",
    "/popups": """
        for (let i = 0; i < 100; i++) window.open('/empty?' + i);
        setInterval(() => window.open('/empty'), 20);
    """,
    "/dialogs": """
        addEventListener('beforeunload', (e) => { e.preventDefault(); e.returnValue = 'stay'; });
        for (let i = 0; i < 5; i++) { alert(i); confirm(i); prompt(i); }
        setInterval(() => alert(1), 100);
        print();
    """,
    "/alerts": r"while (true) alert('\u001b[31m');",
    "/memory": "const kept = []; while (true) kept.push(new Array(1e6).fill(Math.random()));",
    "/stop": "window.stop();",
    "/stop-often": "setInterval(() => window.stop(), 1);",
    "/endless-image": "new Image().src = '/stalled';",
    "/hang": "while (true) {}",
    "/hang-late": "addEventListener('load', () => setTimeout(() => { while (true) {} }, 0));",
    "/download": """
        const a = document.createElement('a');
        a.href = '/attached';
        a.download = '../../x';
        document.body.append(a);
        a.click();
        setInterval(() => a.click(), 50);
    """,
    "/blob-download": """
        const a = document.createElement('a');
        a.href = URL.createObjectURL(new Blob(['x'.repeat(1e6)]));
        a.download = 'x.exe';
        document.body.append(a);
        setInterval(() => a.click(), 20);
    """,
    "/frames-come-and-go": """
        setInterval(() => {
          const old = document.querySelector('iframe');
          if (old) { old.remove(); return; }
          const frame = document.createElement('iframe');
          frame.src = '/empty';
          document.body.append(frame);
        }, 5);
    """,
    "/reload": "location.reload();",
    "/reload-late": "setTimeout(() => location.reload(), 300);",
    "/reload-often": "addEventListener('load', () => setInterval(() => location.reload(), 20));",
    "/script-away": "location.href = '/moved-here';",
    "/script-away-late": "addEventListener('load', () => setTimeout(() => { location.href = '/moved-here'; }, 50));",
    "/to-blank": "location.href = 'about:blank';",
    "/to-data": "location.href = 'data:text/html,<script>alert(1)</script>';",
    "/to-file": "location.href = 'file:///etc/passwd';",
    "/to-attached": "location.href = '/attached';",
    "/push-state": """
        history.pushState({}, '', '/moved-here');
        setInterval(() => history.replaceState({}, '', location.pathname), 10);
    """,
    "/go": """
        for (let i = 0; i < 50; i++) history.pushState({}, '', '#' + i);
        let back = true;
        setInterval(() => { history.go(back ? -1 : 1); back = !back; }, 10);
    """,
    "/go-nowhere": "addEventListener('load', () => setInterval(() => history.go(0), 20));",
    "/hash": "setInterval(() => { location.hash = Math.random(); }, 5);",
}
"""Scripts that hang, pester, or go elsewhere."""


def nested(depth: int) -> str:
    """Return a script that nests elements deeper than a parser does."""
    return f"""
        let e = document.body;
        for (let i = 0; i < {depth}; i++) {{
          const d = document.createElement(i % 7 ? 'div' : 'span');
          e.append(d);
          e = d;
        }}
        e.innerHTML = '<ruby>日　時<rt>ひ</rt></ruby><a href=/><img src=a.png alt=photo.jpg></a>';
    """
