class Fussy(Exception):
    def __init__(self, required):
        super().__init__(required)


class NotException:
    pass


class Strange(Exception):
    def __new__(cls):
        return 5


for action in ("raise Fussy", "raise NotException", "raise NotException()", "raise Strange", "raise Fussy('fine')"):
    try:
        exec(action)
    except Exception as error:
        print(action, type(error).__name__, error)
