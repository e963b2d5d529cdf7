import html
from urllib.parse import parse_qs, parse_qsl, quote, unquote, unquote_plus, urlencode, urljoin, urlparse, urlsplit, urlunsplit

u = urlparse("https://user:pw@host.example:8080/p/a;t?q=1&r=%20#frag")
print(u, u.hostname, u.port, u.username, urlunsplit(urlsplit("http://a/b?c#d")), urljoin("http://a/b/c", "../d"), quote("a b/é?"), unquote("%C3%A9+x"), unquote_plus("a+b"), urlencode({"a": 1, "b": "x y"}), urlencode([("k", [1, 2])], doseq=True), parse_qs("a=1&a=2&b="), parse_qsl("a=1&b=&c", keep_blank_values=True))
print(html.escape("<a href='x'>&\""), html.unescape("&lt;&eacute;&#233;&amp;amp;"))
from html.parser import HTMLParser


class Parser(HTMLParser):
    def handle_starttag(self, tag, attrs):
        print("start", tag, attrs)

    def handle_data(self, data):
        print("data", repr(data))


Parser().feed("<p class='x'>hi <b>there</b>&amp;</p>")
for text in ("http://[::1", "http://a:port/"):
    try:
        print(urlparse(text).port)
    except ValueError as error:
        print(error)
