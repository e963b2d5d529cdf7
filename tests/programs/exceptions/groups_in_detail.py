"""Construction, splitting and errors of exception groups."""

class Own(ExceptionGroup):
    pass


class OwnBase(BaseExceptionGroup):
    pass


class Deriving(ExceptionGroup):
    def derive(self, excs):
        return Deriving(self.message.upper(), excs)


def show(text):
    try:
        print(text, "->", repr(eval(text)))
    except BaseException as error:
        print(text, "!!", type(error).__name__, error)


for line in r'''
ExceptionGroup('a',[ValueError(1)])
ExceptionGroup('a',[])
ExceptionGroup('a',[1])
ExceptionGroup('a',3)
ExceptionGroup(3,[ValueError()])
ExceptionGroup('a',[KeyboardInterrupt()])
ExceptionGroup('a')
ExceptionGroup('a',[ValueError()],3)
ExceptionGroup('a',[ValueError()],a=3)
Own('a',[KeyboardInterrupt()])
OwnBase('a',[ValueError()])
type(BaseExceptionGroup('a',[ValueError()])).__name__, type(BaseExceptionGroup('a',[KeyboardInterrupt()])).__name__
str(ExceptionGroup('a',[ValueError(1)])),str(ExceptionGroup('a',[ValueError(1),ValueError(2)]))
ExceptionGroup('a',[ValueError(1)]).exceptions, ExceptionGroup('a',[ValueError(1)]).args
ExceptionGroup('a',(x for x in [ValueError(1)]))
ExceptionGroup('a',{ValueError(1)})
ExceptionGroup('a',[ValueError(1),TypeError(2)]).split(ValueError)
ExceptionGroup('a',[ValueError(1),TypeError(2)]).split(OSError)
ExceptionGroup('a',[ValueError(1),TypeError(2)]).split(lambda e:True)
ExceptionGroup('a',[ValueError(1),TypeError(2)]).split(3)
ExceptionGroup('a',[ValueError(1),TypeError(2)]).split((3,))
ExceptionGroup('a',[ValueError(1),TypeError(2)]).subgroup((OSError,TypeError))
ExceptionGroup('a',[ValueError(1),TypeError(2)]).subgroup(OSError)
ExceptionGroup('a',[ValueError(1),ExceptionGroup('b',[TypeError(2),ValueError(3)])]).split(TypeError)
ExceptionGroup('a',[ValueError(1)]).derive([TypeError()])
repr(ExceptionGroup('a',[ValueError(1)]).derive([KeyboardInterrupt()]))
ExceptionGroup[int]
setattr(ExceptionGroup('a',[ValueError(1)]),'message',1)
Own('a',[ValueError(1),TypeError(2)]).split(ValueError)
Deriving('a',[ValueError(1),TypeError(2)]).split(ValueError)
ExceptionGroup('a',[ValueError(1)]).__reduce__()
'''.strip().split("\n"):
    show(line)
