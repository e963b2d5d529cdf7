class Query:
    def __init__(self, text):
        self.text = text

    def __lt__(self, other):
        return Query(f"{self.text}<{other}")

    def __eq__(self, other):
        return Query(f"{self.text}={other}")

    def __contains__(self, item):
        return "truthy text"

    def __bool__(self):
        print("bool", self.text)
        return True


q = Query("x")
print((q < 5).text, (q == 6).text, 5 in q, q < 1 < 3)
