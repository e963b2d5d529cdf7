# Keyword names in calls are not mangled, unlike everything else that begins with two underscores in a class.
def collect(**keywords):
    return keywords


class Private:
    def call(self, __parameter=0):
        return collect(__plain=1, __dunder__=2), collect(**{}, __other=3), __parameter


print(Private().call(5))
