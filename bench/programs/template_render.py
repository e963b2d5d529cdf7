"""A template engine of its own: templates are compiled to trees and rendered.

Exercises string scanning, small classes, nested scopes, filters and joins.
Syntax: {{ name.attribute|filter }}, {% for x in xs %}, {% if x %} {% else %} {% end %}.
"""
import sys

SCALE = 150
QUICK = 25
EXPECTED = (32172, 200, 67, 594, 1)

PAGE = """<html><head><title>{{ title|upper }}</title></head><body>
{% for user in users %}<section id="{{ user.identity }}">
<h2>{{ user.name|escape }}</h2>{% if user.admin %}<b>admin</b>{% else %}<i>member</i>{% end %}
<ul>{% for order in user.orders %}<li>{{ order.item|escape|capital }}: {{ order.price }}</li>
{% end %}</ul></section>
{% end %}<footer>{{ title }}</footer></body></html>
"""


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


FILTERS = {"escape": escape, "upper": str.upper, "capital": str.capitalize}


class Text:
    def __init__(self, text):
        self.text = text

    def render(self, scope, out):
        out.append(self.text)


class Output:
    def __init__(self, source):
        path, *filters = source.split("|")
        self.path = path.strip().split(".")
        self.filters = [FILTERS[name.strip()] for name in filters]

    def render(self, scope, out):
        value = str(lookup(self.path, scope))
        for function in self.filters:
            value = function(value)
        out.append(value)


class Loop:
    def __init__(self, name, path, body):
        self.name = name
        self.path = path
        self.body = body

    def render(self, scope, out):
        inner = dict(scope)
        for item in lookup(self.path, scope):
            inner[self.name] = item
            for node in self.body:
                node.render(inner, out)


class Branch:
    def __init__(self, path, then, otherwise):
        self.path = path
        self.then = then
        self.otherwise = otherwise

    def render(self, scope, out):
        for node in self.then if lookup(self.path, scope) else self.otherwise:
            node.render(scope, out)


def lookup(path, scope):
    value = scope[path[0]]
    for name in path[1:]:
        value = value[name] if isinstance(value, dict) else getattr(value, name)
    return value


def tokens(source):
    """Yields (kind, text): kind is "text", "{{" or "{%"."""
    position = 0
    while position < len(source):
        start = source.find("{", position)
        while start >= 0 and source[start + 1:start + 2] not in ("{", "%"):
            start = source.find("{", start + 1)
        if start < 0:
            yield "text", source[position:]
            return
        if start > position:
            yield "text", source[position:start]
        opening = source[start:start + 2]
        end = source.index("}}" if opening == "{{" else "%}", start)
        yield opening, source[start + 2:end].strip()
        position = end + 2


def parse(stream):
    """Parses up to the enclosing end; returns the nodes and the word that ended them."""
    nodes = []
    for kind, text in stream:
        if kind == "text":
            nodes.append(Text(text))
        elif kind == "{{":
            nodes.append(Output(text))
        else:
            words = text.split()
            if words[0] == "for":
                body, _ = parse(stream)
                nodes.append(Loop(words[1], words[3].split("."), body))
            elif words[0] == "if":
                then, ended = parse(stream)
                otherwise = parse(stream)[0] if ended == "else" else []
                nodes.append(Branch(words[1].split("."), then, otherwise))
            else:
                return nodes, words[0]
    return nodes, None


class User:
    def __init__(self, identity):
        self.identity = identity
        self.name = "User <%d> & co" % identity
        self.admin = identity % 3 == 0
        self.orders = [{"item": "item > %d" % n, "price": n * identity} for n in range(identity % 7)]


def run():
    scope = {"title": "Orders", "users": [User(identity) for identity in range(200)]}
    pieces = []
    for _ in range(4):
        nodes, _ = parse(tokens(PAGE))
        out = []
        for node in nodes:
            node.render(scope, out)
        pieces.append("".join(out))
    page = pieces[-1]
    return len(page), page.count("&lt;"), page.count("<b>"), page.count("<li>Item &gt; "), len(set(pieces))


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("template_render: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("template_render ok", answer)
