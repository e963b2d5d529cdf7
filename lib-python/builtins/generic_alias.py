class GenericAlias(object, native=True, hidden=True, type_name="types.GenericAlias"):
    """Represent a PEP 585 generic type: a class with parameters, such as list[int]."""

    @staticmethod
    def __new__(cls, origin, args, /): ...
    def __hash__(self, /): ...
    def __call__(self, /, *args, **kwargs): ...
    def __getattribute__(self, name, /): ...
    def __eq__(self, value, /): ...
    def __ne__(self, value, /): ...
    def __or__(self, value, /): ...
    def __ror__(self, value, /): ...
    def __iter__(self, /): ...
    __origin__ = member("origin", readonly=True)
    __args__ = member("args", readonly=True)

    def __repr__(self, /):
        def show(item):
            if item is ...:
                return '...'
            if hasattr(item, '__origin__') and hasattr(item, '__args__'):
                return repr(item)
            name = getattr(item, '__qualname__', None)
            module = getattr(item, '__module__', None)
            if name is None or module is None:
                return repr(item)
            return name if module == 'builtins' else f'{module}.{name}'

        shown = ', '.join([show(item) for item in self.__args__]) or '()'
        star = '*' if self.__unpacked__ else ''
        return f'{star}{show(self.__origin__)}[{shown}]'

    @property
    def __unpacked__(self, /): ...

    @property
    def __parameters__(self, /):
        found = []
        for arg in self.__args__:
            if isinstance(arg, type):
                continue
            if hasattr(type(arg), '__typing_subst__'):
                if arg not in found:
                    found.append(arg)
                continue
            inner = getattr(arg, '__parameters__', ())
            if isinstance(inner, tuple):
                for parameter in inner:
                    if parameter not in found:
                        found.append(parameter)
        return tuple(found)

    @property
    def __typing_unpacked_tuple_args__(self, /):
        if self.__unpacked__ and self.__origin__ is tuple:
            return self.__args__
        return None

    def __getitem__(self, item, /):
        parameters = self.__parameters__
        if not parameters:
            raise TypeError(f'{self!r} is not a generic class')
        given = []
        for value in item if isinstance(item, tuple) else (item,):
            inner = None if isinstance(value, type) else getattr(value, '__typing_unpacked_tuple_args__', None)
            if inner is not None and not (inner and inner[-1] is ...):
                given.extend(inner)
            else:
                given.append(value)
        given = tuple(given)
        for parameter in parameters:
            prepare = getattr(parameter, '__typing_prepare_subst__', None)
            if prepare is not None:
                given = prepare(self, given)
        if len(given) != len(parameters):
            amount = 'many' if len(given) > len(parameters) else 'few'
            raise TypeError(f'Too {amount} arguments for {self!r}; actual {len(given)}, expected {len(parameters)}')
        values = dict(zip(parameters, given))
        args = []
        for arg in self.__args__:
            if isinstance(arg, type):
                args.append(arg)
                continue
            unpack = getattr(arg, '__typing_is_unpacked_typevartuple__', False)
            substitute = getattr(arg, '__typing_subst__', None)
            if substitute is not None:
                arg = substitute(values[arg])
            else:
                inner = getattr(arg, '__parameters__', ())
                if isinstance(inner, tuple) and inner:
                    chosen = []
                    for parameter in inner:
                        value = values[parameter]
                        if isinstance(value, tuple) and getattr(parameter, '__typing_is_unpacked_typevartuple__', None) is None \
                                and hasattr(parameter, '__iter__'):
                            chosen.extend(value)
                        else:
                            chosen.append(value)
                    arg = arg[tuple(chosen)]
            if unpack and isinstance(arg, tuple):
                args.extend(arg)
            else:
                args.append(arg)
        alias = type(list[int])(self.__origin__, tuple(args))
        return next(iter(alias)) if self.__unpacked__ else alias

    def __mro_entries__(self, bases, /):
        return (self.__origin__,)

    def __instancecheck__(self, instance, /):
        raise TypeError('isinstance() argument 2 cannot be a parameterized generic')

    def __subclasscheck__(self, cls, /):
        raise TypeError('issubclass() argument 2 cannot be a parameterized generic')

    def __reduce__(self, /):
        if self.__unpacked__:
            # next(iter(alias)) in pieces, since the iterator over an alias holds this object already.
            return next, (map(next, map(iter, [type(self)(self.__origin__, self.__args__)])),)
        return type(self), (self.__origin__, self.__args__)

    def __dir__(self, /):
        own = ['__origin__', '__args__', '__parameters__', '__mro_entries__', '__reduce_ex__', '__reduce__', '__copy__',
               '__deepcopy__', '__unpacked__', '__typing_unpacked_tuple_args__', '__class__']
        names = dir(self.__origin__)
        return names + [name for name in own if name not in names]


class UnionType(object, native=True, hidden=True, no_instances=True, final=True, type_name="types.UnionType"):
    """Represent a PEP 604 union type, such as int | str."""

    def __or__(self, value, /): ...
    def __ror__(self, value, /): ...
    __args__ = member("args", readonly=True)

    def __hash__(self, /):
        return hash(frozenset(self.__args__))

    def __eq__(self, value, /):
        if type(value) is not type(self):
            return NotImplemented
        return set(self.__args__) == set(value.__args__)

    def __ne__(self, value, /):
        if type(value) is not type(self):
            return NotImplemented
        return set(self.__args__) != set(value.__args__)

    def __repr__(self, /):
        def show(item):
            if item is type(None):
                return 'None'
            if hasattr(item, '__origin__') and hasattr(item, '__args__'):
                return repr(item)
            name = getattr(item, '__qualname__', None)
            module = getattr(item, '__module__', None)
            if name is None or module is None:
                return repr(item)
            return name if module == 'builtins' else f'{module}.{name}'

        return ' | '.join([show(item) for item in self.__args__])

    @property
    def __parameters__(self, /):
        found = []
        for arg in self.__args__:
            if isinstance(arg, type):
                continue
            inner = (arg,) if hasattr(type(arg), '__typing_subst__') else getattr(arg, '__parameters__', ())
            for parameter in inner if isinstance(inner, tuple) else ():
                if parameter not in found:
                    found.append(parameter)
        return tuple(found)

    def __getitem__(self, item, /):
        parameters = self.__parameters__
        if not parameters:
            raise TypeError(f'{self!r} is not a generic class')
        given = item if isinstance(item, tuple) else (item,)
        if len(given) != len(parameters):
            amount = 'many' if len(given) > len(parameters) else 'few'
            raise TypeError(f'Too {amount} arguments for {self!r}; actual {len(given)}, expected {len(parameters)}')
        values = dict(zip(parameters, given))
        result = None
        for number, arg in enumerate(self.__args__):
            if not isinstance(arg, type):
                if arg in values:
                    arg = values[arg]
                else:
                    inner = getattr(arg, '__parameters__', ())
                    if inner:
                        arg = arg[tuple([values[parameter] for parameter in inner])]
            result = arg if number == 0 else result | arg
        return result

    def __instancecheck__(self, instance, /):
        for arg in self.__args__:
            if isinstance(instance, arg):
                return True
        return False

    def __subclasscheck__(self, cls, /):
        for arg in self.__args__:
            if issubclass(cls, arg):
                return True
        return False
