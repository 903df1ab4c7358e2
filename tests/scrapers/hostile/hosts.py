"""The hostile hosts: what each does, what its visit must end as, and how many requests it may cost. All invented."""

import random
from email.utils import formatdate
from time import time

from tests.scrapers.crawling.town import Answer, drip, page, plain
from tests.scrapers.hostile.roles import WORDS, Hostile, busy_until, counting, encoded, filled, home, link, maze, moved, robots
from tests.scrapers.hostile.streams import BEGINNING, OK, PAGE, brotli_bomb, gzip_bomb, pour, reset, send, zstd_bomb

NOISE = random.Random(8).randbytes(300_000)
LONG = "/" + "a" * 1_000_000
SLOW_RULES = "User-agent: *\n" + "Disallow: /*" + "a*" * 60 + "b\n"
MANY_RULES = "User-agent: *\n" + "".join(f"Disallow: /private{n}*x*y$\n" for n in range(16_000))
SITEMAP = "".join(f"<url><loc>http://sitemap-bomb.co.ke/p{n}</loc></url>" for n in range(20_000))
ENTITIES = '<!DOCTYPE html [<!ENTITY a "chairs">' + "".join(
    f'<!ENTITY {after} "{f"&{name};" * 10}">' for name, after in zip("abcdefgh", "bcdefghi", strict=True)
)
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
CHUNK = b"%x\r\n%b\r\n" % (len(BEGINNING), BEGINNING)

REDIRECTS = {
    "redirects-for-ever.co.ke": Hostile(
        "sends on without end", counting(lambda n: Answer("", 302, {"Location": f"/{n}"})), "http_error", "circle", 8
    ),
    "cookie-wall.co.ke": Hostile(
        "sends back to itself until a cookie comes",
        home(Answer("", 302, {"Location": "/", "Set-Cookie": "seen=1"})),
        "http_error",
        "circle",
    ),
    "redirects-to-ipv6.co.ke": Hostile("sends to ::1", moved("http://[::1]/"), "redirected_away", "no public website"),
    "redirects-to-mapped.co.ke": Hostile(
        "sends to the machine's own keys, in IPv6", moved("http://[::ffff:169.254.169.254]/latest/"), "redirected_away", "no public website"
    ),
    "redirects-to-a-file.co.ke": Hostile("sends to a file", moved("file:///etc/passwd"), "redirected_away", "no public website"),
    "redirects-to-a-script.co.ke": Hostile("sends to a script", moved("javascript:alert(1)"), "redirected_away", "no public website"),
    "redirects-with-password.co.ke": Hostile(
        "sends to itself with a password", moved("http://admin:secret@redirects-with-password.co.ke/in"), "http_error", "name or password"
    ),
    "redirects-to-nonsense.co.ke": Hostile("sends to an address that is none", moved("http://[bad/"), "http_error", "302"),
    "redirects-to-odd-letters.co.ke": Hostile(
        "sends to a host that breaks readers", moved("http://exa\u2100mple.com/".encode().decode("latin-1")), "redirected_away"
    ),
    "redirects-to-a-look-alike.co.ke": Hostile(
        "sends to its own name in another script", moved("http://xn--redirects-to--look-like-gnfb.co.ke/"), "redirected_away", "xn--"
    ),
    "redirects-to-a-port.co.ke": Hostile("sends to a mail server", moved("http://localhost:25/"), "redirected_away", "no public website"),
    "redirects-to-length.co.ke": Hostile("sends to an address of 15,000 letters", moved(LONG[:15_000]), "http_error", "longer"),
    "refreshes-for-ever.co.ke": Hostile(
        "its markup sends on without end",
        counting(lambda n: Answer(f'<html lang=en><meta http-equiv=refresh content="0;url=/{n}"><p>{WORDS}')),
        requests=8,
    ),
    "scripts-send-on.co.ke": Hostile(
        "its scripts send on without end",
        counting(lambda n: Answer(f"<html lang=en><p>{WORDS}<script>window.location.href='/{n}'</script>")),
        requests=8,
    ),
    "scripts-send-away.co.ke": Hostile(
        "its script sends to an address at home",
        home("<html lang=en><script>location.replace('http://192.168.0.1/')</script>"),
        "redirected_away",
        "no public website",
    ),
}

WIRES = {
    "headers-drip.co.ke": Hostile("a header, letter by letter", home(pour(OK + b"X-Slow: ", b"x", 0.1)), "timeout", "in time"),
    "headers-never-end.co.ke": Hostile(
        "headers, as fast as they go", home(pour(OK, b"X-More: " + b"x" * 8000 + b"\r\n")), "http_error", "larger"
    ),
    "megabyte-of-headers.co.ke": Hostile(
        "ten thousand headers",
        home(send(OK, b"X-More: " + b"x" * 100 + b"\r\n", *[b"X-More: " + b"x" * 100 + b"\r\n"] * 10_000, b"\r\n", BEGINNING)),
        "http_error",
        "larger",
    ),
    "megabyte-header.co.ke": Hostile(
        "a header of a megabyte", home(send(OK, b"X: " + b"x" * 2**20 + b"\r\n\r\n", BEGINNING)), "timeout", "broke"
    ),
    "greets-for-ever.co.ke": Hostile(
        "says 100 Continue without end", home(pour(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 200)), "http_error", "larger"
    ),
    "never-ends.co.ke": Hostile("a body without end", home(pour(OK + b"\r\n", b"chairs " * 10_000)), "http_error", "larger"),
    "chunks-never-end.co.ke": Hostile(
        "chunks without end", home(pour(CHUNKED, b"2710\r\n" + b"x" * 10_000 + b"\r\n")), "http_error", "larger"
    ),
    "body-drips.co.ke": Hostile("a body, letter by letter", home(Answer(act=drip)), "timeout", "in time"),
    "says-longer.co.ke": Hostile("says a longer body than it sends", home(send(OK, b"Content-Length: 90000\r\n\r\n", BEGINNING))),
    "says-shorter.co.ke": Hostile("says a shorter body than it sends", home(send(OK, b"Content-Length: 100\r\n\r\n", BEGINNING))),
    "says-no-length.co.ke": Hostile(
        "a length that is no number", home(send(OK, b"Content-Length: -5\r\n\r\n", BEGINNING)), "timeout", "broke"
    ),
    "says-two-lengths.co.ke": Hostile(
        "two lengths", home(send(OK, b"Content-Length: 5\r\nContent-Length: 90\r\n\r\n", BEGINNING)), "timeout", "broke"
    ),
    "breaks-chunks.co.ke": Hostile("a chunk whose size is no number", home(send(CHUNKED, CHUNK, b"zz\r\nchairs\r\n"))),
    "cuts-chunks.co.ke": Hostile("a chunk of 16 exabytes that breaks off", home(send(CHUNKED, CHUNK, b"fffffffffffffff\r\nchairs"))),
    "another-service.co.ke": Hostile("speaks to terminals", home(send(b"SSH-2.0-OpenSSH_9.6\r\n")), "timeout", "broke"),
    "no-status.co.ke": Hostile("a body and nothing else", home(send(BEGINNING)), "timeout", "broke"),
    "odd-status.co.ke": Hostile(
        "a status that is no number", home(send(b"HTTP/1.1 yes OK\r\n", PAGE, b"\r\n", BEGINNING)), "timeout", "broke"
    ),
    "huge-status.co.ke": Hostile("status 99999", home(send(b"HTTP/1.1 99999 OK\r\n", PAGE, b"\r\n", BEGINNING)), "http_error", "99999"),
    "switches.co.ke": Hostile(
        "goes over to another protocol", home(send(b"HTTP/1.1 101 Switching Protocols\r\n\r\n", b"\0" * 99)), "timeout", "broke"
    ),
    "hangs-up.co.ke": Hostile("hangs up at once", home(send()), "timeout", "broke"),
    "tears-down.co.ke": Hostile("tears the connection down", home(reset()), "timeout", "broke"),
}

BODIES = {
    "gzip-bomb.co.ke": Hostile("16 KB that unpack to 10 GB (gzip in gzip)", encoded(gzip_bomb(), "gzip, gzip")),
    "brotli-bomb.co.ke": Hostile("10 GB in brotli", encoded(brotli_bomb(), "br")),
    "zstd-bomb.co.ke": Hostile("10 GB in zstd", encoded(zstd_bomb(), "zstd")),
    "packed-often.co.ke": Hostile("says that it is packed a thousand times", encoded(BEGINNING, ", ".join(["gzip"] * 1000))),
    "not-packed.co.ke": Hostile("says that it is packed and is not", encoded(BEGINNING, "gzip")),
    "other-letters.co.ke": Hostile(
        "says UTF-16 and is not", plain({"/": Answer(BEGINNING, headers={"Content-Type": "text/html; charset=utf-16"})})
    ),
    "no-letters.co.ke": Hostile(
        "letters that nobody knows", plain({"/": Answer(BEGINNING, headers={"Content-Type": "text/html; charset=x-nonsense"})})
    ),
    "noise.co.ke": Hostile("noise that says it is a page", plain({"/": Answer(NOISE)}), "empty"),
    "document.co.ke": Hostile("a document that says it is a page", plain({"/": Answer(b"%PDF-1.7\n" + NOISE)}), "empty"),
    "entities.co.ke": Hostile(
        "entities within entities",
        plain(
            {
                "/": Answer(
                    f"{ENTITIES}]><html lang='en'><body><p>{WORDS} &i;</p></body></html>", headers={"Content-Type": "application/xhtml+xml"}
                )
            }
        ),
    ),
    "forty-thousand-links.co.ke": Hostile(
        "40,000 links", filled(b"".join(b"<a href=/p%d>Chair %d</a> " % (n, n) for n in range(40_000))), requests=27
    ),
    "thirty-thousand-attributes.co.ke": Hostile(
        "30,000 attributes in one tag", filled(b"<p " + b" ".join(b"a%d='>'" % n for n in range(30_000)) + b">")
    ),
    "deep-inside.co.ke": Hostile("20,000 elements inside one another", filled(b"<span>" * 20_000 + b"<hr>" * 40_000)),
    "many-looks.co.ke": Hostile(
        "300 looks in 20,000 paragraphs", filled(b"".join(b"<font size=%d>" % n for n in range(300)) + b"<p>x" * 20_000)
    ),
}

MAZES = {
    "calendar.co.ke": Hostile(
        "a calendar without end", maze(lambda path, n: [f"/calendar/{2027 + n}/{month}" for month in range(1, 13)]), requests=27
    ),
    "session-ids.co.ke": Hostile(
        "a new session in every link", maze(lambda path, n: [f"/contact;jsessionid={n}", f"/shop?PHPSESSID=s{n}", f"/?sid={n}"]), requests=4
    ),
    "growing-queries.co.ke": Hostile(
        "links with one more parameter each time",
        maze(lambda path, n: [f"{path}&page={n}" if "?" in path else "/shop?page=1"]),
        requests=27,
    ),
    "endless-pages.co.ke": Hostile(
        "pages and pages of goods", maze(lambda path, n: [f"/shop?page={n + k}" for k in range(30)]), requests=27
    ),
    "infinite-scroll.co.ke": Hostile(
        "more whenever its end is seen",
        counting(
            lambda n: Answer(page("Goods", f"/shop/more/{n}") + f'<link rel=next href="/shop/more/{n}"><script>onscroll=more</script>')
        ),
        requests=27,
    ),
    "deeper-and-deeper.co.ke": Hostile("every page one folder deeper", maze(lambda path, n: [f"{path.rstrip('/')}/shop"]), requests=27),
    "megabyte-links.co.ke": Hostile(
        "links of a megabyte", plain({"/": page("Chairs", "/contact") + link(LONG), "/contact": page("Contact")})
    ),
    "base-at-home.co.ke": Hostile(
        "says that its links are the router's", plain({"/": "<base href='http://192.168.0.1/'>" + page("Chairs", "contact", "shop")})
    ),
    "base-with-password.co.ke": Hostile(
        "says that its links need a password",
        plain({"/": "<base href='http://admin:secret@base-with-password.co.ke/'>" + page("Chairs", "contact", "shop")}),
        requests=4,
    ),
    "base-of-others.co.ke": Hostile(
        "says that its links are a neighbour's", plain({"/": "<base href='http://nyeri-pots.co.ke/'>" + page("Chairs", "contact")})
    ),
    "links-to-ports.co.ke": Hostile(
        "links to whatever else may listen",
        plain(
            {
                "/": page("Chairs")
                + link("http://127.0.0.1:6379/contact")
                + link("http://[::1]/contact")
                + link("ftp://links-to-ports.co.ke/contact")
            }
        ),
    ),
    "storm.co.ke": Hostile(
        "503 for all but its home page",
        lambda path, before: (
            Answer(page("Chairs", "/contact", "/shop")) if path == "/" else Answer("", 404 if path == "/robots.txt" else 503)
        ),
        requests=4,
    ),
    "captcha.co.ke": Hostile(
        "wants to know whether we are human",
        home("<html lang=en><title>Are you human?</title><p>Please complete this check.</p><form><div class=g-recaptcha></div></form>"),
        "captcha",
        "human",
    ),
    "busy-until.co.ke": Hostile("busy until a date that is near", busy_until(lambda: formatdate(time() + 1.5, usegmt=True))),
    "busy-for-long.co.ke": Hostile(
        "busy until a date that is far", busy_until(lambda: formatdate(time() + 90_000, usegmt=True)), "blocked", "429", 2
    ),
    "busy-in-the-past.co.ke": Hostile("busy until a date in the past", busy_until(lambda: "Thu, 01 Jan 1970 00:00:00 GMT")),
}

RULES = {
    "long-rules.co.ke": Hostile(
        "a robots.txt of 100 MB",
        robots(pour(b"HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\nUser-agent: *\nAllow: /\n", b"#" * 65_536)),
    ),
    "packed-rules.co.ke": Hostile(
        "a robots.txt of 10 GB",
        robots(Answer(gzip_bomb(b"User-agent: *\nDisallow: /\n"), headers={"Content-Encoding": "gzip, gzip"})),
        "robots",
    ),
    "page-for-rules.co.ke": Hostile("a page for a robots.txt", robots(Answer(page("Not found", text="User-agent: *")))),
    "rules-elsewhere.co.ke": Hostile(
        "a robots.txt that sends on without end", robots(Answer("", 302, {"Location": "/robots.txt"})), requests=8
    ),
    "rules-at-home.co.ke": Hostile(
        "a robots.txt on our own machine", robots(Answer("", 302, {"Location": "http://[::1]/robots.txt"})), "http_error", "robots.txt"
    ),
    "rules-drip.co.ke": Hostile("a robots.txt, letter by letter", robots(Answer(act=drip)), "timeout", "in time"),
    "rules-storm.co.ke": Hostile("429 for its robots.txt", robots(Answer("", 429)), "http_error", "429"),
    "slow-rules.co.ke": Hostile(
        "rules that take for ever to compare",
        lambda path, before: Answer(SLOW_RULES if path == "/robots.txt" else page("Chairs", "/" + "a" * 3000 + "/contact")),
        requests=4,
    ),
    "many-rules.co.ke": Hostile(
        "16,000 rules",
        lambda path, before: Answer(MANY_RULES if path == "/robots.txt" else page("Chairs", "/contact", "/shop")),
        requests=4,
    ),
    "sitemap-bomb.co.ke": Hostile(
        "sitemaps of sitemaps",
        lambda path, before: (
            Answer("Sitemap: http://sitemap-bomb.co.ke/sitemap.xml\n" * 5000)
            if path == "/robots.txt"
            else Answer(page("Chairs", "/sitemap.xml") + "<link rel=sitemap href=/sitemap.xml>")
            if path == "/"
            else Answer(
                gzip_bomb(f"<?xml version='1.0'?><urlset>{SITEMAP}".encode()),
                headers={"Content-Type": "application/xml", "Content-Encoding": "gzip, gzip"},
            )
        ),
    ),
}

HOSTILE = REDIRECTS | WIRES | BODIES | MAZES | RULES

NEIGHBOURS = {
    name: plain(
        {"/": page("Pots", "/shop", "/contact"), "/shop": page("Shop"), "/contact": page("Contact")}, "User-agent: *\nCrawl-delay: 1\n"
    )
    for name in ("a-pottery.co.ke", "nyeri-pots.co.ke", "z-pottery.co.ke")
}
"""Hosts that mean no harm."""
